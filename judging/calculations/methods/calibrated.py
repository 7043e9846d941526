"""Scores freed of judges' severity: least squares of total = overall + entry + judge."""

from dataclasses import dataclass

import numpy as np

from judging.calculations.blocks import Blocks
from judging.calculations.methods.scored import Draw, Scored
from judging.calculations.totals import Matrix, Totals, Vector

ROWS_AT_ONCE = 512
"""Entries whose incidence rows are dense at one time; bounds memory at any number of entries."""


@dataclass(frozen=True)
class Calibration:
    """The additive model fitted to a category.

    ``score`` is overall + entry by entry: the total that a judge of average severity in its block would give.
    ``judge`` is the judge effect by judge, summing to zero over each block (negative: strict). ``expected`` is the
    fitted total by sheet. ``spread`` is the residual standard deviation and ``standard_error`` that of ``score``;
    both are None where no sheet is left to show it. ``root`` (judges × estimable effects) times its transpose is the
    covariance of ``judge`` for a spread of one.
    """

    score: Vector
    judge: Vector
    expected: Vector
    spread: float | None
    standard_error: Vector | None
    root: Matrix


def calibrate(totals: Totals, blocks: Blocks) -> Calibration:
    """Fit the two-way additive model by eliminating entries (Searle 1971, Linear Models, section 7.2).

    With n_i sheets for entry i and incidence M (entries × judges), the reduced normal equations for judges are
    (diag(m_j) − Mᵀ diag(1/n) M) b = Σ_i (y_ij − ȳ_i). Their null space is one constant per block, so the
    eigenvectors beyond it give the solution that sums to zero over each block: the Moore–Penrose inverse.
    """
    root = _root_of_covariance(totals, blocks)
    within = totals.value - totals.raw[totals.entry]
    by_judge = np.bincount(totals.judge, weights=within, minlength=len(totals.judges))
    judge: Vector = root @ (root.T @ by_judge)
    score = totals.mean_by_entry(totals.value - judge[totals.judge])
    expected = score[totals.entry] + judge[totals.judge]
    spread = _spread(totals, blocks, totals.value - expected)
    error = None if spread is None else spread * _unit_error(totals, root)
    return Calibration(score, judge, expected, spread, error, root)


def calibrated(totals: Totals, calibration: Calibration) -> Scored:
    """The calibrated scores as a ranking method.

    Draws use that entry means and judge effects are independent (the effects depend on deviations within entries
    only), so a simulated score is its mean's noise less the mean of its judges' simulated effects. That is the exact
    distribution of refitting simulated sheets, for one factorisation and no refit.
    """
    spread = calibration.spread
    draw: Draw | None = None
    if spread is not None:
        own = spread / np.sqrt(totals.per_entry)
        root = spread * calibration.root

        def draw(random: np.random.Generator, count: int) -> Matrix:
            simulated = own * random.standard_normal((count, len(totals.entries)))
            judges = random.standard_normal((count, root.shape[1])) @ root.T
            simulated -= totals.mean_by_entry(judges[:, totals.judge])
            simulated += calibration.score
            return simulated

    return Scored(score=calibration.score, standard_error=calibration.standard_error, draw=draw)


def _root_of_covariance(totals: Totals, blocks: Blocks) -> Matrix:
    """A matrix whose product with its transpose is the pseudo-inverse of the reduced normal matrix of judges."""
    reduced: Matrix = np.diag(totals.per_judge)
    for first in range(0, len(totals.entries), ROWS_AT_ONCE):
        rows = _incidence(totals, first)
        reduced -= rows.T @ (rows / rows.sum(axis=1, keepdims=True))
    values, vectors = np.linalg.eigh(reduced)
    # Ascending, so the null space (one dimension a block, known from the graph rather than guessed) comes first.
    root: Matrix = vectors[:, blocks.count :] / np.sqrt(values[blocks.count :])
    return root


def _unit_error(totals: Totals, root: Matrix) -> Vector:
    """Standard error of each score for a spread of one: √(1/n_i + M_i C M_iᵀ / n_i²)."""
    variance = 1.0 / totals.per_entry
    for first in range(0, len(totals.entries), ROWS_AT_ONCE):
        rows = _incidence(totals, first)
        through_judges = (rows / rows.sum(axis=1, keepdims=True)) @ root
        variance[first : first + len(rows)] += np.einsum("ij,ij->i", through_judges, through_judges)
    error: Vector = np.sqrt(variance)
    return error


def _incidence(totals: Totals, first: int) -> Matrix:
    """Ones where a judge scored an entry, for entries from ``first``: (up to ROWS_AT_ONCE, judges)."""
    last = min(first + ROWS_AT_ONCE, len(totals.entries))
    low, high = np.searchsorted(totals.entry, [first, last])
    rows = np.zeros((last - first, len(totals.judges)))
    rows[totals.entry[low:high] - first, totals.judge[low:high]] = 1.0
    return rows


def _spread(totals: Totals, blocks: Blocks, residual: Vector) -> float | None:
    """Residual standard deviation; None where the model has as many parameters as there are sheets."""
    freedom = len(totals.value) - len(totals.entries) - len(totals.judges) + blocks.count
    return float(np.sqrt(residual @ residual / freedom)) if freedom > 0 else None
