"""A category ranked once, and who would take its places."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from judging.calculations.blocks import Blocks, blocks_of
from judging.calculations.methods import COMPARES_WITHIN_BLOCKS, METHODS
from judging.calculations.methods.calibrated import Calibration, calibrate
from judging.calculations.ranking import Ranking, ranked
from judging.calculations.ties import tie_breaks
from judging.calculations.totals import Totals, Vector


@dataclass(frozen=True)
class Rules:
    """What decides a category's places: the ranking method, the order in which ties are broken, how many win."""

    method: str
    tie_break: tuple[str, ...]
    places: int


@dataclass(frozen=True)
class Fitted:
    """Totals with their blocks and the calibrated model, which every figure of this package starts from."""

    totals: Totals
    blocks: Blocks
    calibration: Calibration

    @property
    def freed(self) -> Vector:
        """Each sheet's total without its judge's severity."""
        return self.totals.value - self.calibration.judge[self.totals.judge]


def fitted(totals: Totals) -> Fitted:
    """Fit the calibrated model to these totals."""
    blocks = blocks_of(totals)
    return Fitted(totals, blocks, calibrate(totals, blocks))


def ranking_by(fit: Fitted, method: str, tie_break: Sequence[str]) -> Ranking:
    """The ranking of a fitted category by any method, without the simulation."""
    scored = METHODS[method](fit.totals, fit.calibration)
    groups = fit.blocks.entry if method in COMPARES_WITHIN_BLOCKS else np.zeros_like(fit.blocks.entry)
    return ranked(scored.score, groups, tie_breaks(fit.totals, tie_break))


def winners(fit: Fitted, rules: Rules) -> frozenset[str]:
    """The entries with a rank within the places; more than the places where a tie is left to the chair.

    Where entries fall into blocks that are not compared, those of the largest block.
    """
    rank = ranking_by(fit, rules.method, rules.tie_break).rank
    within = (rank >= 1) & (rank <= rules.places)
    if rules.method in COMPARES_WITHIN_BLOCKS:
        within &= fit.blocks.entry == 0
    return frozenset(fit.totals.entries[position] for position in np.flatnonzero(within).tolist())
