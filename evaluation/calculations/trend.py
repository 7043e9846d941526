"""A KPI before the programme and in the weeks of a cycle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean


@dataclass(frozen=True)
class Change:
    """Means in the KPI's own unit, each with how many measurements it is of; None where there are none."""

    before: float | None
    before_n: int
    during: float | None
    during_n: int

    @property
    def difference(self) -> float | None:
        """How much more it is during the cycle than before the programme."""
        return None if self.before is None or self.during is None else self.during - self.before


def change_of(points: Sequence[tuple[date, float]], *, start: date, first: date, last: date) -> Change:
    """Compare all measurements before ``start`` with those from ``first`` to ``last`` (both included)."""
    before = [value for day, value in points if day < start]
    during = [value for day, value in points if first <= day <= last]
    return Change(
        before=fmean(before) if before else None,
        before_n=len(before),
        during=fmean(during) if during else None,
        during_n=len(during),
    )
