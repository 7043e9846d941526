"""The ranking methods that a rulebook may choose, by the name it has there."""

from collections.abc import Callable
from typing import Final

from judging.calculations.methods.borda import borda
from judging.calculations.methods.calibrated import Calibration, calibrated
from judging.calculations.methods.mean import mean, trimmed_mean
from judging.calculations.methods.scored import Scored
from judging.calculations.methods.z_score import z_score
from judging.calculations.totals import Totals

METHODS: Final[dict[str, Callable[[Totals, Calibration], Scored]]] = {
    "mean": mean,
    "trimmed_mean": trimmed_mean,
    "z_score": z_score,
    "calibrated": calibrated,
    "borda": borda,
}

COMPARES_WITHIN_BLOCKS: Final = frozenset({"calibrated"})
"""Methods whose scores in different blocks have no common zero."""
