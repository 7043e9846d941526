from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import NotReady, Refused
from judging.calculations.outline import FIRST_ROWS, outline_of
from judging.calculations.results import ResultFigures, UnknownMethod, compute
from judging.calculations.sheets import ScoreTable, UnusableScores
from judging.calculations.ties import UnknownTieBreak
from judging.calculations.totals import totals_of
from judging.models import Result
from judging.queries.entries import scored_entries
from judging.queries.score_table import score_table
from programmes.models import Category, Cycle, Rulebook
from programmes.queries.tie_breaks import tie_break_in

DRAWS = 2000


@transaction.atomic
def compute_results(*, cycle: Cycle, actor: User | None, method: str = "") -> list[Result]:
    """Compute every category that has entries, by the rulebook's method unless another is asked for; newest results back.

    The same inputs are computed once: their digest finds the stored result, which then is the newest again.
    Raises NotReady before the rules are known, Refused for an unknown method or scores that contradict the rules.
    """
    if cycle.rulebook is None:
        raise NotReady(_("%(cycle)s has no rules yet, so there is nothing to compute.") % {"cycle": cycle.label})
    categories = cycle.rulebook.categories.filter(entries__in=scored_entries(cycle)).distinct()
    try:
        return [
            _compute(cycle, category, cycle.rulebook, method or cycle.rulebook.method, actor) for category in categories
        ]
    except (UnknownMethod, UnknownTieBreak, UnusableScores) as error:
        raise Refused(str(error)) from error


def _compute(cycle: Cycle, category: Category, rulebook: Rulebook, method: str, actor: User | None) -> Result:
    table = score_table(cycle, category, rulebook)
    digest = table.digest()
    stored = Result.objects.filter(cycle=cycle, category=category, method=method, inputs_digest=digest).first()
    if stored is not None:
        newest = (
            Result.objects.filter(cycle=cycle, category=category, method=method).order_by("computed_at", "pk").last()
        )
        if newest != stored:
            Result.objects.filter(pk=stored.pk).update(computed_at=timezone.now())
            stored.refresh_from_db()
            _record(stored, table, actor)
        return stored
    figures = compute(table, method, tie_break_in(category, rulebook), seed=int(digest[:8], 16), draws=DRAWS)
    stored_figures = _as_stored(figures, table)
    result = Result.objects.create(
        cycle=cycle,
        category=category,
        method=method,
        inputs_digest=digest,
        figures=stored_figures,
        outline=asdict(outline_of(stored_figures, None, FIRST_ROWS)),
        computed_by=actor,
    )
    _record(result, table, actor)
    return result


def _record(result: Result, table: ScoreTable, actor: User | None) -> None:
    """That this is the newest result from now on."""
    audit.record(
        verb="result.computed",
        target=result,
        actor=actor,
        data={
            "method": result.method,
            "digest": result.inputs_digest,
            "entries": len(table.entries),
            "sheets": len(table.sheets),
        },
    )


def _as_stored(figures: ResultFigures, table: ScoreTable) -> dict[str, Any]:
    """The figures as plain values, with each judge's total by entry for the pictures."""
    totals = totals_of(table)
    by_entry: dict[str, list[list[Any]]] = {entry: [] for entry in totals.entries}
    for entry, judge, value in zip(totals.entry.tolist(), totals.judge.tolist(), totals.value.tolist(), strict=True):
        by_entry[totals.entries[entry]].append([int(totals.judges[judge]), value])
    return {**asdict(figures), "notes": {key: str(reason) for key, reason in figures.notes.items()}, "totals": by_entry}
