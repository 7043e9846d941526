"""The panel's agenda, out of the newest results and what judges want to talk about."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from judging.calculations.agenda import Item, Matter, Standing, agenda
from judging.models import Result, TalkingPoint
from judging.queries.aside import NOTHING, Aside
from judging.queries.entries import judged_entries
from judging.queries.results import newest_results
from nominations.models import Entry
from programmes.models import Category, Cycle

MATTERS = {
    Matter.TIED: _("level after every tie-break of the rules"),
    Matter.TOO_CLOSE: _("too close to call"),
    Matter.SPLIT: _("the judges disagree"),
    Matter.FLAGGED: _("a judge wants to talk about it"),
}


@dataclass(frozen=True)
class Point:
    """One point of the agenda with its entry, and what judges want to talk about, without their names."""

    item: Item
    entry: Entry
    wishes: list[str]

    @property
    def why(self) -> list[str]:
        """The reasons in words."""
        return [str(MATTERS[matter]) for matter in self.item.matters]


@dataclass(frozen=True)
class Agenda:
    """What the panel has to talk about in one category."""

    category: Category
    points: list[Point]


def agenda_of(cycle: Cycle, *, without: Aside = NOTHING, words: Callable[[str], str] = str) -> list[Agenda]:
    """The agenda by category, in the rulebook's order, but for what its reader stands aside from. ``words`` masks what
    judges wrote for who may not know names.

    Three queries, whatever the number of entries.
    """
    results = newest_results(cycle, cycle.rulebook.method if cycle.rulebook else "")
    wishes = {reference: list(map(words, found)) for reference, found in _wishes(cycle).items()}
    items = {pk: _items(result, set(wishes)) for pk, result in results.items()}
    wanted = {item.entry for found in items.values() for item in found}
    judged = judged_entries(cycle).filter(reference__in=wanted).exclude(pk__in=without.entries)
    entries = {entry.reference: entry for entry in judged.select_related("person", "team")}
    found = [
        Agenda(
            results[pk].category,
            [
                Point(item, entries[item.entry], wishes.get(item.entry, []))
                for item in items[pk]
                if item.entry in entries
            ],
        )
        for pk in results
        if pk not in without.own
    ]
    return sorted(found, key=lambda one: (one.category.position, one.category.pk))


def _wishes(cycle: Cycle) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for reference, why in TalkingPoint.objects.filter(seat__panel__cycle=cycle).values_list("entry__reference", "why"):
        found[reference].append(why)
    return dict(found)


def _items(result: Result, flagged: set[str]) -> list[Item]:
    figures, category = result.figures, result.category
    standings = [
        Standing(
            entry=entry["entry"],
            rank=entry["rank"],
            p_first=entry["p_first"],
            tied=bool(entry["tied"]),
            too_close=bool(entry["too_close"]),
        )
        for entry in figures["entries"]
    ]
    totals = {reference: [total for _judge, total in given] for reference, given in figures["totals"].items()}
    return agenda(standings, totals, places=category.places + category.commended, flagged=flagged)
