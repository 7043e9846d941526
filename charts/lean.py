"""How far somebody leans to one side of a middle, such as a judge's severity."""

from dataclasses import dataclass

from charts.scales import Scale, place

WIDTH = 200.0


@dataclass(frozen=True)
class Lean:
    """The place of the dot; the middle is at half the width."""

    x: str
    middle: str = place(WIDTH / 2)


def lean(value: float, furthest: float) -> Lean:
    """The picture of ``value`` where ``furthest`` (above 0) is the edge; positive leans right."""
    edge = max(abs(furthest), 1e-9)
    return Lean(place(Scale(-edge, edge, 8.0, WIDTH - 8.0).within(value)))
