"""One entry's scores in a row of a table: a dot a judge, the interval behind, the score as an upright."""

from dataclasses import dataclass

from charts.drawing import Anchor, Drawing, Mark, circle, line, rect, text
from charts.scale import Scale, nice_ticks, written

WIDTH, HEIGHT, AXIS_HEIGHT = 360, 30, 22
DOT = 4.5


@dataclass(frozen=True)
class Axis:
    """The scale that all strips of one table share."""

    ticks: tuple[float, ...]

    @property
    def scale(self) -> Scale:
        """Values to places across the strip."""
        return Scale(self.ticks[0], self.ticks[-1], 0, WIDTH)


def shared_axis(values: list[float], floor: float = 0, ceiling: float = 100) -> Axis:
    """The axis that holds every value, within what a score can be."""
    low, high = (min(values), max(values)) if values else (floor, ceiling)
    ticks = nice_ticks(max(low, floor), min(high, ceiling), 6)
    return Axis(tuple(tick for tick in ticks if floor <= tick <= ceiling))


def axis_drawing(axis: Axis) -> Drawing:
    """The head of the column: the ticks with their figures."""
    marks: list[Mark] = []
    for i, tick in enumerate(axis.ticks):
        x = axis.scale.place(tick)
        anchor: Anchor = "start" if i == 0 else "end" if i == len(axis.ticks) - 1 else "middle"
        marks += [text("t-tick", x, 12, written(tick), anchor), line("zero", x, 17, x, AXIS_HEIGHT)]
    return Drawing(WIDTH, AXIS_HEIGHT, tuple(marks))


def score_strip(
    axis: Axis, totals: list[float], score: float | None, interval: tuple[float, float] | None = None
) -> Drawing:
    """The strip of one entry. ``interval`` is where the score may truly lie; None where it cannot be computed."""
    scale = axis.scale
    middle = HEIGHT / 2
    marks: list[Mark] = [line("grid", scale.place(tick), -8, scale.place(tick), HEIGHT + 8) for tick in axis.ticks]
    if interval is not None:
        left, right = scale.place(interval[0]), scale.place(interval[1])
        marks.append(rect("interval", left, 5, right - left, HEIGHT - 10, radius=2))
    marks += [circle("judge-dot", x, middle + lift, DOT) for x, lift in _apart([scale.place(v) for v in totals])]
    if score is not None:
        marks.append(line("score-mark", scale.place(score), 1, scale.place(score), HEIGHT - 1))
    return Drawing(WIDTH, HEIGHT, tuple(marks))


def _apart(places: list[float]) -> list[tuple[float, float]]:
    """Places from left to right with a lift for those that would hide each other: down, up, down, …"""
    ordered = sorted(places)
    close = [
        any(0 <= abs(x - other) < 2 * DOT + 0.5 for j, other in enumerate(ordered) if j != i)
        for i, x in enumerate(ordered)
    ]
    lifted, down = [], True
    for x, near in zip(ordered, close, strict=True):
        lifted.append((x, (5.0 if down else -5.0) if near else 0.0))
        down = not down if near else True
    return lifted
