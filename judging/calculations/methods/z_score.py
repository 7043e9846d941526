"""Standard scores within each judge, averaged by entry and mapped back to the scale of totals."""

from dataclasses import dataclass

import numpy as np

from judging.calculations.methods.calibrated import Calibration
from judging.calculations.methods.scored import Scored, redrawn
from judging.calculations.reasons import Notes, Reason
from judging.calculations.ties import SAME
from judging.calculations.totals import Flags, Matrix, Totals

SHEETS_NEEDED = 3


@dataclass(frozen=True)
class _Yardstick:
    """Which judges can be standardised by their own sheets, and which gave one total throughout."""

    own: Flags
    constant: Flags


def z_score(totals: Totals, calibration: Calibration) -> Scored:
    """Mean over judges of z = (total − judge's mean) / judge's sample standard deviation, mapped back linearly.

    Mapped back with the mean and the sample standard deviation of all totals. A judge with one total throughout has
    no z: their sheets count as 0. A judge with fewer than three sheets has no yardstick of their own: their totals
    are standardised by all totals instead, so that after mapping back they count as they stand.
    """
    few = totals.per_judge < SHEETS_NEEDED
    constant = ~few & (_spread_by_judge(totals, totals.value) <= SAME)
    yardstick = _Yardstick(own=~few & ~constant, constant=constant)

    def score(values: Matrix) -> Matrix:
        return _standardised(totals, yardstick, values)

    return Scored(
        score=score(totals.value),
        standard_error=None,
        draw=redrawn(score, calibration.expected, calibration.spread),
        notes=_notes(totals, few, constant),
    )


def _standardised(totals: Totals, yardstick: _Yardstick, values: Matrix) -> Matrix:
    if not values.size:
        return totals.mean_by_entry(values)
    centre = values.mean(axis=-1, keepdims=True)
    spread = values.std(axis=-1, ddof=1, keepdims=True) if values.shape[-1] > 1 else np.zeros_like(centre)
    judge_mean = np.where(yardstick.own, totals.mean_by_judge(values), centre)
    judge_spread = np.where(yardstick.own, _spread_by_judge(totals, values), spread)
    factor = spread / np.where(judge_spread > SAME, judge_spread, 1.0)
    factor = np.where(yardstick.constant, 0.0, factor)
    mapped = centre + (values - judge_mean[..., totals.judge]) * factor[..., totals.judge]
    return totals.mean_by_entry(mapped)


def _spread_by_judge(totals: Totals, values: Matrix) -> Matrix:
    """Sample standard deviation of each judge's totals along the last axis; 0 for a judge of one sheet."""
    deviations = values - totals.mean_by_judge(values)[..., totals.judge]
    variance = totals.mean_by_judge(deviations**2) * totals.per_judge / np.maximum(totals.per_judge - 1, 1)
    spread: Matrix = np.sqrt(variance)
    return spread


def _notes(totals: Totals, few: Flags, constant: Flags) -> Notes:
    notes: Notes = {}
    for position, judge in enumerate(totals.judges):
        if few[position]:
            notes[f"z_score:{judge}"] = Reason.FEW_SHEETS
        elif constant[position]:
            notes[f"z_score:{judge}"] = Reason.CONSTANT_JUDGE
    return notes
