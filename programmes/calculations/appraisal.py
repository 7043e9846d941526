"""The options appraisal: a weighted decision matrix, and how far each weight may move before the winner changes.

Dodgson, Spackman, Pearman & Phillips 2009, Multi-criteria analysis: a manual (DCLG), chapters 5.5 and 6.3. An option's
total is Σ weight · score over the objectives. Where one weight takes the value x and the others keep theirs, each
total is linear in x, so where two options change places is one division, and all figures here are exact fractions.

The others are not scaled down to keep the sum: a total divided by the sum of weights ranks alike. Whoever thinks in
shares reads ``Interval.low_share``: the same bound as a share of all weights.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Final

HIGHEST_SCORE: Final = 5


class UnusableMatrix(ValueError):
    """The matrix cannot be appraised; the message names the option or objective."""


@dataclass(frozen=True)
class Matrix:
    """Options by objectives: ``scores`` from 0 to 5 by (option, objective), ``weights`` by objective, from 0.

    ``options`` stand in the order in which they are shown. A score may be missing while people still discuss.
    """

    options: Sequence[str]
    weights: Mapping[str, Decimal]
    scores: Mapping[tuple[str, str], Decimal | int]

    def __post_init__(self) -> None:
        """Refuse, with UnusableMatrix, weights and scores out of range."""
        if len(set(self.options)) != len(self.options):
            raise UnusableMatrix("An option is listed twice.")
        for objective, weight in self.weights.items():
            if not (weight.is_finite() and weight >= 0):
                raise UnusableMatrix(f"The weight {weight} of {objective} is not a number from 0.")
        if not any(self.weights.values()):
            raise UnusableMatrix("No objective has a weight.")
        for (option, objective), score in self.scores.items():
            if option not in self.options or objective not in self.weights:
                raise UnusableMatrix(
                    f"The score of {option} for {objective} belongs to neither an option nor an objective."
                )
            if not 0 <= score <= HIGHEST_SCORE:
                raise UnusableMatrix(f"The score {score} of {option} for {objective} is not from 0 to 5.")


@dataclass(frozen=True)
class Ranked:
    """An option's weighted mean score (0–5) and rank from 1, equal ones sharing it; None where a score is missing."""

    option: str
    value: Fraction | None
    rank: int | None


@dataclass(frozen=True)
class Interval:
    """The weights of ``objective`` (ends included) for which ``option`` stays first, alone or shared.

    ``high`` is None where no weight is too much. The shares are the same bounds out of all weights, from 0 to 1.
    """

    option: str
    objective: str
    weight: Fraction
    low: Fraction
    high: Fraction | None
    low_share: Fraction
    high_share: Fraction


@dataclass(frozen=True)
class Swap:
    """Past the weight ``at`` of ``objective``, ``behind`` (now behind) overtakes ``ahead``; at it they are equal."""

    objective: str
    at: Fraction
    ahead: str
    behind: str


@dataclass(frozen=True)
class Appraisal:
    """``ranking`` best first, options without all scores last. ``winners`` are several where they tie.

    ``intervals`` are for each winner and objective. ``swaps`` are for each objective, the nearest to its weight first.
    """

    ranking: tuple[Ranked, ...]
    winners: tuple[str, ...]
    intervals: tuple[Interval, ...]
    swaps: tuple[Swap, ...]


@dataclass(frozen=True)
class _Whole:
    """A matrix in whole numbers, which add up a hundred times faster than fractions: weights and scores times their common
    denominators ``unit`` and ``score_unit``; ``totals`` of the complete options are Σ weight · score of these.
    """

    unit: int
    score_unit: int
    weights: dict[str, int]
    scores: dict[tuple[str, str], int]
    totals: dict[str, int]

    def gain(self, objective: str, option: str, other: str) -> int:
        """What ``option`` gains on ``other`` for each unit more of the objective's weight."""
        return self.scores[option, objective] - self.scores[other, objective]


def appraise(matrix: Matrix, *, with_swaps: bool = True) -> Appraisal:
    """Rank the options and say how firmly the first one stands.

    Of sixty options thousands of pairs may swap; without ``with_swaps`` they are left out.
    """
    whole = _in_whole_numbers(matrix)
    ranking = _ranking(matrix.options, whole)
    winners = tuple(ranked.option for ranked in ranking if ranked.rank == 1)
    return Appraisal(
        ranking=ranking,
        winners=winners,
        intervals=tuple(_interval(whole, winner, objective) for winner in winners for objective in whole.weights),
        swaps=tuple(swap for objective in whole.weights for swap in _swaps(whole, objective)) if with_swaps else (),
    )


def _in_whole_numbers(matrix: Matrix) -> _Whole:
    weights = {objective: Fraction(weight) for objective, weight in matrix.weights.items()}
    scores = {place: Fraction(score) for place, score in matrix.scores.items()}
    unit = lcm(*(weight.denominator for weight in weights.values()))
    score_unit = lcm(*(score.denominator for score in scores.values()))
    whole_weights = {objective: int(weight * unit) for objective, weight in weights.items()}
    whole_scores = {place: int(score * score_unit) for place, score in scores.items()}
    totals = {
        option: sum(weight * whole_scores[option, objective] for objective, weight in whole_weights.items())
        for option in matrix.options
        if all((option, objective) in whole_scores for objective in whole_weights)
    }
    return _Whole(unit, score_unit, whole_weights, whole_scores, totals)


def _ranking(options: Sequence[str], whole: _Whole) -> tuple[Ranked, ...]:
    totals, of_all = whole.totals, sum(whole.weights.values()) * whole.score_unit
    best_first = sorted(totals, key=lambda option: -totals[option])
    ranked = [
        Ranked(option, Fraction(totals[option], of_all), 1 + sum(total > totals[option] for total in totals.values()))
        for option in best_first
    ]
    return (*ranked, *(Ranked(option, None, None) for option in options if option not in totals))


def _interval(whole: _Whole, winner: str, objective: str) -> Interval:
    """Where lead + (x − weight) · gain ≥ 0 against every other option, for x from 0."""
    weight = whole.weights[objective]
    against = [
        (whole.totals[winner] - total, whole.gain(objective, winner, other)) for other, total in whole.totals.items()
    ]
    below = _nearest((lead, gain) for lead, gain in against if gain > 0)
    above = _nearest((lead, -gain) for lead, gain in against if gain < 0)
    low = max(Fraction(), weight - below) if below is not None else Fraction()
    high = weight + above if above is not None else None
    others = Fraction(sum(whole.weights.values()) - weight)
    return Interval(
        option=winner,
        objective=objective,
        weight=Fraction(weight, whole.unit),
        low=low / whole.unit,
        high=None if high is None else high / whole.unit,
        low_share=_share(low, others),
        high_share=_share(high, others),
    )


def _nearest(steps: Iterable[tuple[int, int]]) -> Fraction | None:
    """The least of these lead / gain, compared as whole numbers; None where there is none."""
    found: tuple[int, int] | None = None
    for lead, gain in steps:
        if found is None or lead * found[1] < found[0] * gain:
            found = lead, gain
    return Fraction(*found) if found else None


def _share(bound: Fraction | None, others: Fraction) -> Fraction:
    """The bound out of all weights; a weight without bound tends to all of it, as does one that stands alone."""
    return Fraction(1) if bound is None or not others else bound / (bound + others)


def _swaps(whole: _Whole, objective: str) -> list[Swap]:
    weight = whole.weights[objective]
    found = [
        # How far the weight has to move is lead / gain; the division of whole numbers keeps their order.
        (lead / abs(gain), Swap(objective, Fraction(weight * gain - lead, gain * whole.unit), ahead, behind))
        for ahead, own in whole.totals.items()
        for behind, other in whole.totals.items()
        if (lead := own - other) > 0 and (gain := whole.gain(objective, ahead, behind))
        # At a weight of 0 they are equal and there is nothing beyond, so nobody overtakes.
        if (weight * gain - lead) * gain > 0
    ]
    return [swap for _distance, swap in sorted(found, key=lambda each: (each[0], float(each[1].at)))]
