"""Progress as the real things: one upright an entry, in the order of the panel page."""

from typing import Literal

from charts.drawing import Drawing, Mark, line, rect

State = Literal["scored", "started", "open", "aside"]
WIDTH, HEIGHT = 800, 28


def progress_ticks(states: list[State]) -> Drawing:
    """One tick for each state; an entry one stands aside from is a single line."""
    slot = WIDTH / max(len(states), 1)
    gap = min(4.0, slot * 0.25)
    return Drawing(WIDTH, HEIGHT, tuple(_tick(state, i * slot, slot, gap) for i, state in enumerate(states)))


def _tick(state: State, x: float, slot: float, gap: float) -> Mark:
    if state == "aside":
        return line("aside", x + slot / 2, 2, x + slot / 2, HEIGHT - 2)
    if state == "open":
        return rect("open", x + gap / 2 + 0.5, 2.5, slot - gap - 1, HEIGHT - 5)
    return rect(state, x + gap / 2, 2, slot - gap, HEIGHT - 4)
