"""Plain mean of judges' totals, and the mean without each entry's highest and lowest."""

import numpy as np

from judging.calculations.methods.calibrated import Calibration
from judging.calculations.methods.scored import Draw, Scored, redrawn, spread_within_entries
from judging.calculations.totals import Matrix, Totals

TRIM_FROM = 5
"""Judges an entry needs before its highest and lowest totals are dropped."""


def mean(totals: Totals, _calibration: Calibration) -> Scored:
    """Mean of totals; standard error is the pooled spread within entries over the root of the number of judges."""
    spread = spread_within_entries(totals)
    error = None if spread is None else spread / np.sqrt(totals.per_entry)
    draw: Draw | None = None
    if error is not None:
        # The mean of n normal totals is normal itself: drawing it directly is exact.
        def draw(random: np.random.Generator, count: int) -> Matrix:
            simulated: Matrix = totals.raw + error * random.standard_normal((count, len(totals.entries)))
            return simulated

    return Scored(score=totals.raw, standard_error=error, draw=draw)


def trimmed_mean(totals: Totals, _calibration: Calibration) -> Scored:
    """Mean without the highest and the lowest total of each entry that five or more judges scored."""

    def score(values: Matrix) -> Matrix:
        return _trimmed(totals, values)

    scores = score(totals.value)
    return Scored(
        score=scores, standard_error=None, draw=redrawn(score, scores[totals.entry], spread_within_entries(totals))
    )


def _trimmed(totals: Totals, values: Matrix) -> Matrix:
    """Trimmed means along the last axis: (…, sheets) to (…, entries)."""
    starts = totals.entry_starts
    sums = np.add.reduceat(values, starts, axis=-1)
    extremes = np.maximum.reduceat(values, starts, axis=-1) + np.minimum.reduceat(values, starts, axis=-1)
    trim = totals.per_entry >= TRIM_FROM
    trimmed: Matrix = (sums - np.where(trim, extremes, 0.0)) / (totals.per_entry - 2.0 * trim)
    return trimmed
