"""How sure the first place is: a seeded parametric bootstrap of the scores.

Efron & Tibshirani 1993, An Introduction to the Bootstrap, section 6.5: simulate the sheets from the fitted model,
score them by the same method, and count how often each entry comes first.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from judging.calculations.methods.scored import Draw
from judging.calculations.ties import SAME
from judging.calculations.totals import Flags, Indices, Matrix, Vector

CLEAR: Final = 0.95
"""The probability from which a first place is clear."""

NUMBERS_AT_ONCE: Final = 1_000_000
"""Simulated totals in memory at one time."""


@dataclass(frozen=True)
class Simulation:
    """By entry: the share of draws in which it came first in its group, and its score's standard deviation."""

    p_first: Vector
    standard_error: Vector


def simulated(draw: Draw, groups: Indices, *, seed: int, draws: int, sheets: int) -> Simulation:
    """Run ``draws`` (two or more) simulations of a category with so many ``sheets``.

    A draw's first place is shared equally by the entries that tie for it. The same seed gives the same figures.
    """
    random = np.random.default_rng(seed)
    step = max(1, NUMBERS_AT_ONCE // max(sheets, 1))
    firsts = np.zeros(len(groups))
    shift: Vector | None = None
    sums, squares = np.zeros(len(groups)), np.zeros(len(groups))
    for start in range(0, draws, step):
        scores = draw(random, min(step, draws - start))
        firsts += _firsts(scores, groups)
        shift = scores[0].copy() if shift is None else shift
        scores -= shift  # sums of squares of small numbers keep their digits
        sums += scores.sum(axis=0)
        squares += np.einsum("ij,ij->j", scores, scores)
    variance = np.maximum(squares - sums**2 / draws, 0.0) / max(draws - 1, 1)
    return Simulation(p_first=firsts / draws, standard_error=np.sqrt(variance))


def too_close(p_first: Vector, groups: Indices) -> Flags:
    """Entries to deliberate on: the fewest of a group that hold the first place with probability CLEAR, if several.

    Entries as likely as the last of these are marked with it. One entry alone is a clear first, so none is marked.
    """
    marked = np.zeros(len(p_first), dtype=np.bool_)
    likely = np.flatnonzero(np.nan_to_num(p_first) > 0)
    for group in np.unique(groups[likely]):
        members = likely[groups[likely] == group]
        falling = np.sort(p_first[members])[::-1]
        enough = min(int(np.searchsorted(np.cumsum(falling), CLEAR - SAME)), len(falling) - 1)
        chosen = members[p_first[members] >= falling[enough] - SAME]
        marked[chosen] = len(chosen) > 1
    return marked


def _firsts(scores: Matrix, groups: Indices) -> Vector:
    """How often each entry is first of its group over the rows of (draws, entries), ties shared; NaN never is."""
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    sizes = np.diff(starts, append=len(order))
    grouped = scores if len(starts) == 1 else scores[:, order]
    best = np.fmax.reduceat(grouped, starts, axis=1)
    first = grouped >= np.repeat(best - SAME, sizes, axis=1) if len(starts) > 1 else grouped >= best - SAME
    ties = np.add.reduceat(first, starts, axis=1, dtype=np.float64)
    shares = np.divide(1.0, ties, out=np.zeros_like(ties), where=ties > 0)
    counted = np.zeros(len(groups))
    rows, columns = np.nonzero(first)
    block = np.repeat(np.arange(len(starts)), sizes)
    np.add.at(counted, order[columns] if len(starts) > 1 else columns, shares[rows, block[columns]])
    return counted
