"""What every ranking method returns, and the noise that the parametric bootstrap adds."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from judging.calculations.reasons import Notes
from judging.calculations.totals import Matrix, Totals, Vector

Draw = Callable[[np.random.Generator, int], Matrix]
"""Simulated scores: a generator and a number of draws give (draws, entries)."""


@dataclass(frozen=True)
class Scored:
    """A method's scores by entry (NaN where it gives none), on the scale 0–100.

    ``standard_error`` is None where the method has no closed form; it is then taken from the draws.
    ``draw`` is None where the sheets do not show how much judges differ on one entry.
    """

    score: Vector
    standard_error: Vector | None
    draw: Draw | None
    notes: Notes = field(default_factory=dict)


def spread_within_entries(totals: Totals) -> float | None:
    """Pooled standard deviation of judges' totals around their entry's mean.

    The root of the mean square within, of a one-way analysis of variance; None where no entry has two sheets.
    """
    freedom = len(totals.value) - len(totals.entries)
    if freedom == 0:
        return None
    deviations = totals.value - totals.raw[totals.entry]
    return float(np.sqrt(deviations @ deviations / freedom))


def redrawn(score: Callable[[Matrix], Matrix], expected: Vector, spread: float | None) -> Draw | None:
    """Draws that score anew what sheets would say again: ``expected`` by sheet with normal noise of ``spread``."""
    if spread is None:
        return None

    def draw(random: np.random.Generator, count: int) -> Matrix:
        return score(expected + spread * random.standard_normal((count, len(expected))))

    return draw
