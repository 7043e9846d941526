"""From what somebody stands aside, in whatever office: entries with a conflict, and categories in which they are nominated."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from accounts.models import User
from judging.enums import STANDING_CONFLICTS
from judging.models import Conflict
from judging.queries.entries import is_judged
from judging.queries.stood_aside import ListedConflict
from nominations.models import Entry
from nominations.queries.own_entries import each_way_about, entries_about
from prepared import Place, prepared
from programmes.enums import Stage
from programmes.models import Category, Cycle


@dataclass(frozen=True)
class Aside:
    """What one reader of a cycle is not shown.

    ``entries`` and ``references`` name the same: entries from which they stand aside, and their own. ``own`` are the ids
    of the categories in which they or their team are nominated: of these nothing is shown before the announcement, since
    among the others' ranks one's own is the gap. ``categories`` are those of ``entries``, of which nobody shows them how
    firm the ranking is.
    """

    entries: frozenset[int] = frozenset()
    references: frozenset[str] = frozenset()
    own: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()

    def covers(self, entry: int | None, category: int | None) -> bool:
        """Whether what is said about this entry, or about a category as a whole, is kept from the reader."""
        return entry in self.entries or category in self.own

    def __bool__(self) -> bool:
        return bool(self.entries)


NOTHING = Aside()


def aside_of(person: User, cycle: Cycle) -> Aside:
    """From what this person stands aside in a cycle; one query."""
    barred = Conflict.objects.filter(seat__judge=person, state__in=STANDING_CONFLICTS)
    theirs = Q(pk__in=barred.values("entry"))
    if not cycle.has_reached(Stage.ANNOUNCED):
        theirs |= Q(pk__in=Entry.objects.filter(entries_about(person), cycle=cycle).values("pk"))
    rows = Entry.objects.filter(theirs, cycle=cycle).order_by()
    found = list(rows.values_list("pk", "reference", "category_id", _is_own(person, cycle)))
    return Aside(
        entries=frozenset(row[0] for row in found),
        references=frozenset(row[1] for row in found),
        own=frozenset(row[2] for row in found if row[3]),
        categories=frozenset(row[2] for row in found),
    )


def _is_own(person: User, cycle: Cycle) -> Combinable:
    """For a query of entries: whether it is about this person or their team and they may not know yet what came of it."""
    if cycle.has_reached(Stage.ANNOUNCED):
        return Value(False)
    return Case(When(entries_about(person), then=Value(True)), default=Value(False), output_field=BooleanField())


def categories_judged(cycle: Cycle, person: User) -> list[Category]:
    """The categories in which something is judged; each says in ``is_own`` whether this person or their team is nominated
    in it and may not know yet what came of it.
    """
    found = _judged(rulebook=cycle.rulebook_id, cycle=cycle.pk, person=person.pk, team=person.team_id or 0)
    if cycle.has_reached(Stage.ANNOUNCED):
        for category in found:
            category.is_own = False  # type: ignore[attr-defined]  # _judged annotates
    return found


@prepared(rulebook=int, cycle=int, person=int, team=int)
def _judged(rulebook: Place, cycle: Place, person: Place, team: Place) -> QuerySet[Category]:
    entries = Entry.objects.filter(cycle=cycle, category=OuterRef("pk"))
    own = reduce(or_, [Q(Exists(entries.filter(way))) for way in each_way_about(person, team)])
    found = Category.objects.filter(Exists(entries.filter(is_judged("pk"))), rulebook=rulebook)
    mine = Case(When(own, then=Value(True)), default=Value(False), output_field=BooleanField())
    return found.annotate(is_own=mine).order_by("position", "pk")


def may_stand_aside(person: User, categories: Iterable[Category], conflicts: Iterable[ListedConflict]) -> bool:
    """Whether anything is kept from this person, out of what a page has read anyway: ``categories_judged`` and all conflicts
    of the cycle. Where nothing is, ``aside_of`` need not be asked.
    """
    barred = any(one.judge_id == person.pk and one.state in STANDING_CONFLICTS for one in conflicts)
    return barred or any(category.is_own for category in categories)  # type: ignore[attr-defined]  # categories_judged says so


def is_nominated_in(person: User, cycle: Cycle, category: Category | int) -> bool:
    """Whether they or their team are nominated in a category whose winners are not announced yet."""
    if cycle.has_reached(Stage.ANNOUNCED):
        return False
    return Entry.objects.filter(entries_about(person), cycle=cycle, category=category).exists()


def own_references(person: User, cycle: Cycle) -> set[str]:
    """Their own entries of a cycle and their team's, announced or not."""
    return set(Entry.objects.filter(entries_about(person), cycle=cycle).values_list("reference", flat=True))
