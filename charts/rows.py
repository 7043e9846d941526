"""Bars that lie, one a row: a part of a whole, such as nominations by team against headcount."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.scales import Scale, place

WIDTH = 240.0


@dataclass(frozen=True)
class RowBar:
    """One row: its bar's width of 240, and that of the outline behind it (empty where there is none)."""

    width: str
    outline: str


def row_bars(values: Sequence[float], outlines: Sequence[float | None] | None = None) -> list[RowBar]:
    """Bars on one common scale; ``outlines`` are wholes of which the values are parts, None where it is not known."""
    behind = list(outlines) if outlines is not None else [None] * len(values)
    top = max([1.0, *values, *(whole for whole in behind if whole is not None)])
    scale = Scale(0, top, 0, WIDTH)
    return [
        RowBar(place(scale.at(value)), place(scale.at(whole)) if whole is not None else "")
        for value, whole in zip(values, behind, strict=True)
    ]
