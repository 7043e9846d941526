from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from programmes.calculations.appraisal import Appraisal, Matrix, appraise
from programmes.models import Programme
from programmes.plans.lines import ObjectiveLine, OptionLine
from programmes.queries.plans import objective_line, option_line


@dataclass(frozen=True)
class RankedOption:
    """An option in the ranking: its weighted mean of 5 and its rank, both None while a score is missing."""

    option: OptionLine
    mean: float | None
    rank: int | None


@dataclass(frozen=True)
class Firmness:
    """Between which shares of all weights, in percent, an objective's may lie while the first option stays first."""

    option: OptionLine
    objective: ObjectiveLine
    share: float
    low: float
    high: float

    @property
    def always(self) -> bool:
        """Whether no weight at all would change the winner."""
        return self.low == 0 and self.high == 100  # percentages, exact at their ends


def appraisal_of(programme: Programme) -> Appraisal | None:
    """The ranking of the programme's options by their codes; None while there is no weighed objective or no option."""
    rows = programme.options.prefetch_related("scores__objective")
    return appraisal([option_line(row) for row in rows], [objective_line(row) for row in programme.objectives.all()])


def appraisal(options: Sequence[OptionLine], objectives: Sequence[ObjectiveLine]) -> Appraisal | None:
    """The same, of options and objectives at hand."""
    weights = {line.code: line.weight for line in objectives if line.weight}
    if not weights or not options:
        return None
    scores = {
        (option.code, score.objective): score.value
        for option in options
        for score in option.scores
        if score.objective in weights
    }
    return appraise(Matrix(options=[line.code for line in options], weights=weights, scores=scores))


def appraisal_page(options: Sequence[OptionLine], objectives: Sequence[ObjectiveLine]) -> dict[str, object]:
    """What the page says of the appraisal: ``ranking``, ``winners`` and ``firmness``, empty where there is none."""
    found = appraisal(options, objectives)
    if found is None:
        return {"ranking": [], "winners": [], "firmness": []}
    by_code = {line.code: line for line in options}
    aims = {line.code: line for line in objectives}
    total = sum((line.weight for line in objectives), start=objectives[0].weight * 0)
    return {
        "ranking": [
            RankedOption(by_code[each.option], None if each.value is None else float(each.value), each.rank)
            for each in found.ranking
        ],
        "winners": [by_code[code] for code in found.winners],
        "firmness": [
            Firmness(
                by_code[each.option],
                aims[each.objective],
                _percent(each.weight / Fraction(total)),
                _percent(each.low_share),
                _percent(each.high_share),
            )
            for each in found.intervals
        ],
    }


def _percent(share: Fraction) -> float:
    return float(share * 100)
