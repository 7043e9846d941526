"""Scores on the levels of a scale, a dot a judge: equal ones stand side by side, so that each can be counted."""

from collections.abc import Sequence

from charts.scales import place
from charts.strip import MIDDLE, WIDTH, Dot, Strip, StripScale

APART = 11.0
"""From the middle of one dot to the next; a little more than a dot is wide."""
FILLED = 0.9
"""How much of the room between two levels a row of dots may take before it closes up."""


def level_dots(*, values: Sequence[float], scale: StripScale, level: float, words: str, own: int | None) -> Strip:
    """One row of dots on ``scale``, whose levels are ``level`` apart; ``own`` is which of the values is the reader's.

    ``words`` say the same to who cannot see it.
    """
    ticks = scale.ticks
    room = WIDTH * level / (ticks[-1] - ticks[0])
    at = [WIDTH * (value - ticks[0]) / (ticks[-1] - ticks[0]) for value in values]
    dots = []
    for number, x in enumerate(at):
        row = [other for other, there in enumerate(at) if there == x]
        gap = min(APART, FILLED * room / len(row))
        beside = gap * (row.index(number) - (len(row) - 1) / 2)
        dots.append(Dot(place(x + beside), place(MIDDLE), number == own))
    grid = tuple(place(WIDTH * (tick - ticks[0]) / (ticks[-1] - ticks[0])) for tick in ticks)
    return Strip(grid=grid, dots=tuple(dots), interval_x="", interval_width="", score_x="", words=words)
