"""Decisions that rest on sheets which count otherwise by now: a judge stands aside from an entry since, say."""

from collections import defaultdict

from judging.enums import DecisionState
from judging.models import Decision, Result
from judging.queries.decisions import decisions_of
from judging.queries.entries import scored_entries
from judging.queries.results import newest_results
from judging.queries.rounds.ruling import follows
from judging.queries.score_table import is_current
from judging.queries.scores import count_sheets
from programmes.models import Category, Cycle


def overtaken(cycle: Cycle) -> list[tuple[Category, list[int]]]:
    """Each category with the places whose confirmed decisions do not rest on what counts now.

    Such a decision holds again once the results are computed anew and it follows the ranking still; one that departs from
    the ranking is taken anew.
    """
    confirmed: defaultdict[Category, list[Decision]] = defaultdict(list)
    for decision in decisions_of(cycle).filter(state=DecisionState.CONFIRMED).exclude(result=None):
        confirmed[decision.category].append(decision)
    if not confirmed:
        return []
    results = newest_results(cycle, cycle.rulebook.method if cycle.rulebook else "", whole=False)
    found = [
        (category, _overtaken(cycle, category, decisions, results.get(category.pk)))
        for category, decisions in confirmed.items()
    ]
    return [(category, places) for category, places in found if places]


def _overtaken(cycle: Cycle, category: Category, decisions: list[Decision], result: Result | None) -> list[int]:
    if result is None or _has_changed(cycle, category, result):
        return [one.place for one in decisions]
    return [one.place for one in decisions if not still_holds(one, result)]


def still_holds(decision: Decision, result: Result) -> bool:
    """Whether a decision rests on this newest result: it was taken by it, or follows its ranking, too."""
    if decision.result_id == result.pk:
        return True
    return not decision.departs_from_ranking and follows(result, decision.entry.reference, decision.place)


def _has_changed(cycle: Cycle, category: Category, result: Result) -> bool:
    """Whether sheets or entries have come or gone since. Scores cannot change while a panel deliberates, so that counting is
    enough, which a page can afford; a result of before they were counted is compared whole.
    """
    outline = result.outline or {}
    if outline.get("sheets_in") is None:
        return not is_current(result)
    entries = scored_entries(cycle).filter(category=category).count()
    return (outline["sheets_in"], outline["entries_in"]) != (count_sheets(cycle, category), entries)
