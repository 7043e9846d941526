from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from programmes.calculations.appraisal import Appraisal, Interval, Matrix, Swap, appraise
from programmes.models import Programme
from programmes.plans.lines import ObjectiveLine, OptionLine
from programmes.queries.plans import objective_line, option_line

# How many of the pairs that change places a page names unless it is asked for all.
SWAPS_SHOWN = 10
# Where many options are level in first place, of how many of them a page says how firmly they stand there.
LEVEL_SHOWN = 3


@dataclass(frozen=True)
class RankedOption:
    """An option in the ranking: its weighted mean of 5 and its rank, both None while a score is missing."""

    option: OptionLine
    mean: Decimal | None
    rank: int | None


@dataclass(frozen=True)
class Firmness:
    """Between which shares of all weights, in percent, an objective's may lie while the first option stays first.

    ``low_weight`` and ``high_weight`` are the same as weights, the others kept; None where none is too much. All are worked
    out exactly and rounded to two decimals.
    """

    option: OptionLine
    objective: ObjectiveLine
    share: Decimal
    low: Decimal
    high: Decimal
    low_weight: Decimal
    high_weight: Decimal | None

    @property
    def always(self) -> bool:
        """Whether no weight at all would change the winner."""
        return self.low_weight == 0 and self.high_weight is None


@dataclass(frozen=True)
class Overtaking:
    """Past the weight ``at`` of an objective, ``behind`` overtakes ``ahead``; ``heavier`` where that is more than now.

    ``winner`` says that the option in front is one that is first now.
    """

    objective: ObjectiveLine
    at: Decimal
    share: Decimal
    heavier: bool
    ahead: OptionLine
    behind: OptionLine
    winner: bool


def appraisal_of(programme: Programme) -> Appraisal | None:
    """The ranking of the programme's options by their codes, without the pairs that swap; None while there is no weighed
    objective or no option.
    """
    rows = programme.options.prefetch_related("scores__objective")
    lines = [option_line(row) for row in rows], [objective_line(row) for row in programme.objectives.all()]
    return appraisal(*lines, with_swaps=False)


def appraisal(
    options: Sequence[OptionLine], objectives: Sequence[ObjectiveLine], *, with_swaps: bool = True
) -> Appraisal | None:
    """The same, of options and objectives at hand, with the pairs that swap unless they are not wanted."""
    weights = {line.code: line.weight for line in objectives if line.weight}
    if not weights or not options:
        return None
    scores = {
        (option.code, score.objective): score.value
        for option in options
        for score in option.scores
        if score.objective in weights
    }
    matrix = Matrix(options=[line.code for line in options], weights=weights, scores=scores)
    return appraise(matrix, with_swaps=with_swaps)


def appraisal_page(
    options: Sequence[OptionLine],
    objectives: Sequence[ObjectiveLine],
    *,
    with_swaps: bool = True,
    every_swap: bool = False,
) -> dict[str, object]:
    """What a page says of the appraisal: ``ranking``, ``winners`` and ``firmness``, empty where there is none.

    ``firmness`` is of the first three winners where more are level. ``overtakings`` are the pairs that change places, those
    of the first option first and then the nearest;
    ``more_overtakings`` is how many of them are left out unless ``every_swap``. Without ``with_swaps`` there are none.
    """
    found = appraisal(options, objectives, with_swaps=with_swaps)
    if found is None:
        return {"ranking": [], "winners": [], "firmness": [], "overtakings": [], "more_overtakings": 0}
    by_code = {line.code: line for line in options}
    aims = {line.code: line for line in objectives}
    total = Fraction(sum((line.weight for line in objectives), start=Decimal(0)))
    firm = found.winners[:LEVEL_SHOWN]
    ordered = sorted(found.swaps, key=lambda swap: _nearness(swap, found.winners, aims, total))
    shown = ordered if every_swap else ordered[:SWAPS_SHOWN]
    return {
        "ranking": [
            RankedOption(by_code[each.option], None if each.value is None else _decimal(each.value), each.rank)
            for each in found.ranking
        ],
        "winners": [by_code[code] for code in found.winners],
        "firmness": [_firmness(each, by_code, aims, total) for each in found.intervals if each.option in firm],
        "overtakings": [_overtaking(swap, found.winners, by_code, aims, total) for swap in shown],
        "more_overtakings": len(ordered) - len(shown),
    }


def _nearness(
    swap: Swap, winners: Sequence[str], aims: dict[str, ObjectiveLine], total: Fraction
) -> tuple[bool, float]:
    """Whoever overtakes the first stands first, then how little of all weight has to move (for the order alone)."""
    weight, whole, at = float(aims[swap.objective].weight), float(total), float(swap.at)
    return swap.ahead not in winners, abs(at / (whole - weight + at) - weight / whole)


def _share(at: Fraction, weight: Fraction, total: Fraction) -> Fraction:
    """A weight as a share of all, the others kept; the whole where nothing else weighs."""
    return at / (total - weight + at) if total - weight + at else Fraction(1)


def _firmness(
    each: Interval, by_code: dict[str, OptionLine], aims: dict[str, ObjectiveLine], total: Fraction
) -> Firmness:
    return Firmness(
        option=by_code[each.option],
        objective=aims[each.objective],
        share=_decimal(100 * each.weight / total),
        low=_decimal(100 * each.low_share),
        high=_decimal(100 * each.high_share),
        low_weight=_decimal(each.low),
        high_weight=None if each.high is None else _decimal(each.high),
    )


def _overtaking(
    swap: Swap,
    winners: Sequence[str],
    by_code: dict[str, OptionLine],
    aims: dict[str, ObjectiveLine],
    total: Fraction,
) -> Overtaking:
    objective = aims[swap.objective]
    weight = Fraction(objective.weight)
    return Overtaking(
        objective=objective,
        at=_decimal(swap.at),
        share=_decimal(100 * _share(swap.at, weight, total)),
        heavier=swap.at > weight,
        ahead=by_code[swap.ahead],
        behind=by_code[swap.behind],
        winner=swap.ahead in winners,
    )


def _decimal(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / value.denominator).quantize(Decimal("0.01"))
