"""Mean rank points within each judge: only the order in which a judge puts entries counts."""

import numpy as np

from judging.calculations.methods.calibrated import Calibration
from judging.calculations.methods.scored import Scored, redrawn
from judging.calculations.reasons import Notes, Reason
from judging.calculations.ties import SAME
from judging.calculations.totals import Indices, Matrix, Totals, Vector


def borda(totals: Totals, calibration: Calibration) -> Scored:
    """Mean over judges of the share of a judge's other entries that this one beats, times 100; a tie is half a win.

    Borda's points (1781, n − rank) divided by n − 1, since judges have different numbers of entries. A judge of one
    sheet gives no order and is left out; an entry with only such judges has no score.
    """
    sheets_by_judge = np.split(totals.judge_order, totals.judge_starts[1:])
    ranking = [sheets for sheets in sheets_by_judge if len(sheets) > 1]
    counts = totals.per_judge[totals.judge] > 1
    judges = np.add.reduceat(counts.astype(np.float64), totals.entry_starts)

    def mean_points(points: Matrix) -> Matrix:
        sums = np.add.reduceat(np.where(counts, points, 0.0), totals.entry_starts, axis=-1)
        means: Matrix = np.where(judges > 0, sums / np.maximum(judges, 1), np.nan)
        return means

    def redraw(values: Matrix) -> Matrix:
        return mean_points(_points_without_ties(ranking, values))

    return Scored(
        score=mean_points(_points(ranking, totals.value)),
        standard_error=None,
        draw=redrawn(redraw, calibration.expected, calibration.spread),
        notes=_notes(totals, judges),
    )


def _points(ranking: list[Indices], values: Vector) -> Vector:
    """Points by sheet, ties counted half: totals within a rounding error of each other are the same."""
    points = np.zeros_like(values)
    for sheets in ranking:
        own = np.sort(values[sheets])
        below = np.searchsorted(own, values[sheets] - SAME)
        not_above = np.searchsorted(own, values[sheets] + SAME, side="right")
        points[sheets] = 50.0 * (below + not_above - 1) / (len(sheets) - 1)
    return points


def _points_without_ties(ranking: list[Indices], values: Matrix) -> Matrix:
    """Points of simulated totals (draws, sheets), which are continuous: no two of a judge are the same."""
    points = np.zeros_like(values)
    for sheets in ranking:
        order = np.argsort(values[:, sheets], axis=1)
        wins = np.broadcast_to(np.arange(len(sheets)) * (100.0 / (len(sheets) - 1)), order.shape)
        own = np.empty(order.shape)
        np.put_along_axis(own, order, wins, axis=1)
        points[:, sheets] = own
    return points


def _notes(totals: Totals, judges: Vector) -> Notes:
    notes: Notes = {
        f"borda:{judge}": Reason.SINGLE_SHEET_JUDGE
        for judge, sheets in zip(totals.judges, totals.per_judge, strict=True)
        if sheets == 1
    }
    for entry, count in zip(totals.entries, judges, strict=True):
        if count == 0:
            notes[f"score:{entry}"] = Reason.NOT_RANKED_BY_ANY_JUDGE
    return notes
