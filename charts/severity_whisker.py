"""How strict one judge was, in a row of a table: stricter to the left of the middle, kinder to the right."""

from charts.drawing import Drawing, Mark, circle, line
from charts.scale import Scale, nice_ticks

WIDTH, HEIGHT = 180, 24


def shared_reach(severities: list[float]) -> float:
    """The points at the ends of the lane, so that every judge of a table is drawn to one scale."""
    most = max((abs(severity) for severity in severities), default=0.0)
    return max(nice_ticks(0, most or 1, 2)[-1], 1.0)


def severity_whisker(severity: float, reach: float, standard_error: float | None = None) -> Drawing:
    """``severity`` in points given below what is expected (strict is positive), with its 95% interval where known."""
    scale = Scale(-reach, reach, 0, WIDTH)
    zero, place, middle = scale.place(0), scale.place(-severity), HEIGHT / 2
    marks: list[Mark] = [line("lane", 0, middle, WIDTH, middle)]
    if standard_error is not None:
        half = 1.96 * standard_error
        marks.append(line("whisker", scale.place(-severity - half), middle, scale.place(-severity + half), middle))
    marks += [
        line("zero", zero, middle - 8, zero, middle + 8),
        line("lean", zero, middle, place, middle),
        circle("lean-dot", place, middle, 4.5),
    ]
    return Drawing(WIDTH, HEIGHT, tuple(marks))
