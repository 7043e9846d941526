"""Everything that tells how firm a category's ranking is."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from judging.calculations.methods import METHODS
from judging.calculations.reliability import reliability
from judging.calculations.sensitivity.joining import Joining, joining_sheets
from judging.calculations.sensitivity.left_out import WithoutJudge, without_each_judge
from judging.calculations.sensitivity.panel import (
    Disagreement,
    Halo,
    Leaning,
    disagreements,
    halos,
    judges_needed,
    leanings,
)
from judging.calculations.sensitivity.weights import WeightRoom, weight_rooms
from judging.calculations.sensitivity.winning import Fitted, Rules, fitted, ranking_by, winners
from judging.calculations.sheets import ScoreTable
from judging.calculations.totals import totals_of

MOST_DISAGREED = 10
FIRM, TENTATIVE = 0.80, 0.667
"""Krippendorff 2004, Content Analysis, section 11.4.2: rely on alpha from 0.80, tentatively from 0.667."""


@dataclass(frozen=True)
class Sensitivity:
    """How firm a ranking is. ``digest`` is that of the same inputs' result.

    ``ranks`` has each entry's rank by every method (None without one). ``single`` is the reliability of one judge alone
    (ICC(2,1), or alpha where the design is incomplete), and ``needed`` how many judges for each wanted reliability.
    """

    digest: str
    winners: tuple[str, ...]
    ranks: Mapping[str, Mapping[str, int | None]]
    without: tuple[WithoutJudge, ...]
    weights: tuple[WeightRoom, ...]
    single: float | None
    needed: tuple[tuple[float, int | None], ...]
    halos: tuple[Halo, ...]
    leanings: tuple[Leaning, ...]
    disagreements: tuple[Disagreement, ...]
    joining: tuple[Joining, ...]


def sensitivity_of(
    table: ScoreTable,
    rules: Rules,
    *,
    own: Mapping[str, Sequence[tuple[str, str]]],
    barred: AbstractSet[tuple[str, str]],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Sensitivity | None:
    """All figures for one category; None before the first complete sheet. Pairs are (judge, entry).

    ``own`` has, by kind of group, the pairs of a judge and an entry of the judge's own group; ``barred`` the pairs in
    conflict. ``progress`` hears of judges left out so far and in all.
    """
    totals = totals_of(table)
    if not len(totals.value):
        return None
    fit = fitted(totals)
    agreement, _notes = reliability(totals)
    single = agreement.icc_2_1 if agreement.icc_2_1 is not None else agreement.krippendorff_alpha
    low, high = table.scale
    return Sensitivity(
        digest=table.digest(),
        winners=tuple(sorted(winners(fit, rules))),
        ranks=_side_by_side(fit, rules.tie_break),
        without=without_each_judge(fit, rules, progress),
        weights=weight_rooms(
            fit, rules, {code: float(weight) for code, weight in table.weights.items()}, (float(low), float(high))
        ),
        single=single,
        needed=()
        if single is None
        else tuple((wanted, judges_needed(single, wanted)) for wanted in (TENTATIVE, FIRM, 0.90)),
        halos=halos(totals),
        leanings=leanings(fit, own),
        disagreements=disagreements(fit)[:MOST_DISAGREED],
        joining=joining_sheets(totals, fit.blocks, barred),
    )


def _side_by_side(fit: Fitted, tie_break: Sequence[str]) -> dict[str, dict[str, int | None]]:
    ranks = {method: ranking_by(fit, method, tie_break).rank.tolist() for method in METHODS}
    return {
        entry: {method: by_position[position] or None for method, by_position in ranks.items()}
        for position, entry in enumerate(fit.totals.entries)
    }
