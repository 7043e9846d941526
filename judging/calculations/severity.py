"""What the sheets say about each judge: how strict, and how much in line with the others."""

from dataclasses import dataclass

import numpy as np

from judging.calculations.blocks import Blocks
from judging.calculations.methods.calibrated import Calibration
from judging.calculations.reasons import Notes, Reason
from judging.calculations.ties import SAME
from judging.calculations.totals import Totals, Vector

SHARED_ENTRIES_NEEDED = 3


@dataclass(frozen=True)
class JudgeFigures:
    """One judge in one category.

    ``severity`` is the points (of 100) given below what the calibrated model expects of a judge: strict is positive.
    ``consistency`` is the correlation (−1 to 1) of this judge's totals with the means of the other judges' totals,
    freed of their severity, on the entries they share: the corrected item–total correlation of test theory.
    ``block`` counts from 1.
    """

    judge: str
    sheets: int
    severity: float | None
    consistency: float | None
    block: int


def judge_figures(totals: Totals, blocks: Blocks, calibration: Calibration) -> tuple[tuple[JudgeFigures, ...], Notes]:
    """Figures by judge, with the reasons for those that are missing."""
    judges_in_block = np.bincount(blocks.judge, minlength=blocks.count)
    consistencies = _consistencies(totals, calibration)
    figures: list[JudgeFigures] = []
    notes: Notes = {}
    for position, judge in enumerate(totals.judges):
        severity: float | None = 0.0 - float(calibration.judge[position])  # never -0.0, which JSON in a database loses
        if judges_in_block[blocks.judge[position]] == 1:
            severity, notes[f"severity:{judge}"] = None, Reason.ONLY_JUDGE_IN_BLOCK
        found = consistencies[position]
        consistency = None if isinstance(found, Reason) else found
        if isinstance(found, Reason):
            notes[f"consistency:{judge}"] = found
        sheets = int(totals.per_judge[position])
        figures.append(JudgeFigures(judge, sheets, severity, consistency, int(blocks.judge[position]) + 1))
    return tuple(figures), notes


def _consistencies(totals: Totals, calibration: Calibration) -> list[float | Reason]:
    shared = totals.per_entry[totals.entry] > 1
    freed = totals.value - calibration.judge[totals.judge]
    sheets = totals.per_entry[totals.entry]
    others = (calibration.score[totals.entry] * sheets - freed) / np.maximum(sheets - 1, 1)
    by_judge = np.split(totals.judge_order, totals.judge_starts[1:])
    return [_correlation(totals.value[own[shared[own]]], others[own[shared[own]]]) for own in by_judge]


def _correlation(own: Vector, others: Vector) -> float | Reason:
    if len(own) < SHARED_ENTRIES_NEEDED:
        return Reason.TOO_FEW_SHARED_ENTRIES
    own, others = own - own.mean(), others - others.mean()
    scale = np.sqrt((own @ own) * (others @ others))
    if min(np.abs(own).max(), np.abs(others).max()) <= SAME:
        return Reason.NO_VARIATION
    return float(np.clip(own @ others / scale, -1.0, 1.0))
