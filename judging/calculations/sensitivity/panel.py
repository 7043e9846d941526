"""What the sheets say about the panel: how many judges are enough, halo, and kindness to one's own."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from judging.calculations.methods.calibrated import calibrate
from judging.calculations.sensitivity.winning import Fitted
from judging.calculations.ties import SAME
from judging.calculations.totals import Totals, Vector

SHEETS_FOR_HALO = 4
OWN_SHEETS_NEEDED = 5


@dataclass(frozen=True)
class Halo:
    """How much a judge's criteria move together: the mean correlation (−1 to 1) of all pairs of criteria over their
    sheets. Near 1, the judge gives one impression rather than several scores (Thorndike 1920, J. Appl. Psych. 4, 25–29).
    """

    judge: str
    correlation: float


@dataclass(frozen=True)
class Leaning:
    """Points (of 100) that judges gave entries of their own group above what the model expects, beside their severity.

    ``kind`` is what the group is (team, site, job role), ``sheets`` how many sheets were for one's own.
    """

    kind: str
    points: float
    standard_error: float
    sheets: int


@dataclass(frozen=True)
class Disagreement:
    """An entry and the standard deviation (points of 100) of its judges' totals, freed of their severity."""

    entry: str
    spread: float
    judges: int


def judges_needed(single: float, wanted: float) -> int | None:
    """How many judges' mean reaches the wanted reliability (0 to 1) when one judge alone has ``single``.

    Spearman 1910 and Brown 1910, British Journal of Psychology 3, 271–322: R = k r / (1 + (k − 1) r), solved for k.
    None where no number does, because one judge alone tells nothing.
    """
    if single <= 0:
        return None
    return max(1, math.ceil(wanted * (1 - single) / (single * (1 - wanted)) - SAME))


def halos(totals: Totals) -> tuple[Halo, ...]:
    """Each judge's halo, for those with enough sheets and criteria that vary."""
    found = []
    for position, judge in enumerate(totals.judges):
        own = totals.judge == position
        columns = [values[own] for values in totals.criteria.values()]
        moving = [column - column.mean() for column in columns if len(column) >= SHEETS_FOR_HALO and np.ptp(column) > 0]
        pairs = [_correlation(one, other) for one, other in combinations(moving, 2)]
        if pairs:
            found.append(Halo(judge, float(np.mean(pairs))))
    return tuple(found)


def _correlation(one: Vector, other: Vector) -> float:
    return float(one @ other / np.sqrt((one @ one) * (other @ other)))


def leanings(fit: Fitted, own: Mapping[str, Sequence[tuple[str, str]]]) -> tuple[Leaning, ...]:
    """For each kind of group, what being of it is worth; ``own`` names its pairs of (judge, entry).

    The additive model with one more column for "one's own". Its coefficient and error come from what the model leaves
    of totals and of the column (Frisch & Waugh 1933, Econometrica 1, 387–401), so one fit serves all kinds.
    Left out where fewer than five sheets are for one's own, or the column says nothing beside judges and entries.
    """
    found = []
    for kind, pairs in own.items():
        belongs = _column(fit.totals, set(pairs))
        left = belongs - calibrate(replace(fit.totals, value=belongs), fit.blocks).expected
        weight = float(left @ left)
        freedom = _freedom(fit) - 1
        if belongs.sum() < OWN_SHEETS_NEEDED or weight <= SAME or freedom < 1:
            continue
        residual = fit.totals.value - fit.calibration.expected
        points = float(left @ residual) / weight
        remaining = residual - points * left
        error = math.sqrt(float(remaining @ remaining) / freedom / weight)
        found.append(Leaning(kind, points, error, int(belongs.sum())))
    return tuple(found)


def _column(totals: Totals, pairs: set[tuple[str, str]]) -> Vector:
    return np.array(
        [
            float((totals.judges[judge], totals.entries[entry]) in pairs)
            for judge, entry in zip(totals.judge.tolist(), totals.entry.tolist(), strict=True)
        ]
    )


def _freedom(fit: Fitted) -> int:
    return len(fit.totals.value) - len(fit.totals.entries) - len(fit.totals.judges) + fit.blocks.count


def disagreements(fit: Fitted) -> tuple[Disagreement, ...]:
    """Entries with two judges or more, those on which they differ most first."""
    found = []
    for position, own in enumerate(np.split(fit.freed, fit.totals.entry_starts[1:])):
        if len(own) > 1:
            found.append(Disagreement(fit.totals.entries[position], float(np.std(own, ddof=1)), len(own)))
    return tuple(sorted(found, key=lambda entry: (-entry.spread, entry.entry)))
