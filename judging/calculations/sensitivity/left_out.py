"""Who would win without each judge."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from judging.calculations.methods import COMPARES_WITHIN_BLOCKS
from judging.calculations.sensitivity.winning import Fitted, Rules, fitted, winners
from judging.calculations.totals import Totals


@dataclass(frozen=True)
class WithoutJudge:
    """What the places would be had this judge's sheets not been given: who would win instead, and who would not.

    ``apart`` where nobody can tell: it is this judge's sheets that make entries comparable at all.
    """

    judge: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    apart: bool = False


def without_each_judge(
    fit: Fitted, rules: Rules, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> tuple[WithoutJudge, ...]:
    """Leave one judge out at a time (the jackknife: Quenouille 1956, Biometrika 43, 353–360) and rank again.

    Returns only the judges without whom the winners would differ, or could not be told. ``progress`` hears of judges done and
    in all.
    """
    now, changes = winners(fit, rules), []
    for position, judge in enumerate(fit.totals.judges):
        progress(position, len(fit.totals.judges))
        rest = without(fit.totals, position)
        refit = fitted(rest) if len(rest.value) else None
        then = winners(refit, rules) if refit else frozenset[str]()
        if refit and rules.method in COMPARES_WITHIN_BLOCKS and refit.blocks.count > fit.blocks.count:
            changes.append(WithoutJudge(judge, (), (), apart=True))
        elif then != now:
            changes.append(WithoutJudge(judge, tuple(sorted(then - now)), tuple(sorted(now - then))))
    return tuple(changes)


def without(totals: Totals, judge: int) -> Totals:
    """The totals without the sheets of the judge at this position; who then has no sheet is unscored."""
    kept = totals.judge != judge
    entries, entry = np.unique(totals.entry[kept], return_inverse=True)
    judges, by_judge = np.unique(totals.judge[kept], return_inverse=True)
    left = tuple(totals.entries[position] for position in entries.tolist())
    return replace(
        totals,
        entries=left,
        judges=tuple(totals.judges[position] for position in judges.tolist()),
        entry=entry.astype(np.intp),
        judge=by_judge.astype(np.intp),
        value=totals.value[kept],
        criteria={code: values[kept] for code, values in totals.criteria.items()},
        unscored=tuple(sorted({*totals.unscored, *totals.entries} - set(left))),
    )
