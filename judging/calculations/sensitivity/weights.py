"""How far each criterion's weight may move before the winners change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from judging.calculations.methods import COMPARES_WITHIN_BLOCKS, METHODS
from judging.calculations.sensitivity.winning import Fitted, Rules, fitted, winners
from judging.calculations.ties import SAME
from judging.calculations.totals import Indices, Totals, Vector

LINEAR = frozenset({"mean", "calibrated"})
"""Methods whose scores are linear in the judges' totals, so that the limits have a closed form."""


@dataclass(frozen=True)
class WeightRoom:
    """A criterion's weight (of 100), and between which weights the winners stay the same.

    The other weights share the rest in their proportions. ``exact`` where the limits are computed, else they are the
    last whole points at which the winners stay.
    """

    criterion: str
    weight: float
    low: float
    high: float
    exact: bool


def weight_rooms(
    fit: Fitted, rules: Rules, weights: Mapping[str, float], scale: tuple[float, float]
) -> tuple[WeightRoom, ...]:
    """The room of each criterion with a weight, sorted by code; empty where one criterion decides alone."""
    shares = {code: weights[code] / sum(weights.values()) for code in sorted(weights) if weights[code] > 0}
    if len(shares) < 2:
        return ()
    measure = _exactly if rules.method in LINEAR else _by_points
    return tuple(measure(fit, rules, shares, scale, code) for code in shares)


def _moved(shares: Mapping[str, float], code: str, share: float) -> dict[str, float]:
    rest = (1.0 - share) / (1.0 - shares[code])
    return {other: share if other == code else own * rest for other, own in shares.items()}


def _reweighted(totals: Totals, shares: Mapping[str, float], scale: tuple[float, float]) -> Totals:
    low, high = scale
    value: Vector = sum(
        (share * (totals.criteria[code] - low) for code, share in shares.items()), np.zeros(len(totals.value))
    )
    return replace(totals, value=value * (100.0 / (high - low)))


def _exactly(
    fit: Fitted, rules: Rules, shares: Mapping[str, float], scale: tuple[float, float], code: str
) -> WeightRoom:
    """A winner w stays above n while t a_w + (1 − t) b_w ≥ t a_n + (1 − t) b_n, where a is the score by this criterion
    alone, b by the others and t its share: each pair gives at most one crossing, and the nearest ones are the limits.
    """
    alone, others = (
        _scores(fitted(_reweighted(fit.totals, _moved(shares, code, share), scale)), rules) for share in (1.0, 0.0)
    )
    inside, outside = _sides(fit, rules)
    at_one: Vector = (alone[inside][:, None] - alone[outside]).ravel()
    at_none: Vector = (others[inside][:, None] - others[outside]).ravel()
    slope, share = at_one - at_none, shares[code]
    falling, rising = slope < -SAME, slope > SAME
    crossings = np.divide(at_none, -slope, out=np.zeros_like(slope), where=falling | rising)
    low = np.max(crossings[rising], initial=0.0)
    high = np.min(crossings[falling], initial=1.0)
    return WeightRoom(code, 100 * share, float(100 * min(low, share)), float(100 * max(high, share)), exact=True)


def _scores(fit: Fitted, rules: Rules) -> Vector:
    return METHODS[rules.method](fit.totals, fit.calibration).score


def _sides(fit: Fitted, rules: Rules) -> tuple[Indices, Indices]:
    now = winners(fit, rules)
    wins = np.array([entry in now for entry in fit.totals.entries])
    compared = fit.blocks.entry == 0 if rules.method in COMPARES_WITHIN_BLOCKS else np.ones_like(wins)
    return np.flatnonzero(wins), np.flatnonzero(compared & ~wins)


def _by_points(
    fit: Fitted, rules: Rules, shares: Mapping[str, float], scale: tuple[float, float], code: str
) -> WeightRoom:
    now, share = winners(fit, rules), shares[code]

    def stays(percent: float) -> bool:
        moved = _reweighted(fit.totals, _moved(shares, code, percent / 100), scale)
        return winners(fitted(moved), rules) == now

    low = high = 100 * share
    while low >= 1 and stays(low - 1):
        low -= 1
    while high <= 99 and stays(high + 1):
        high += 1
    return WeightRoom(code, 100 * share, low, high, exact=False)
