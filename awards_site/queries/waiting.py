from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.cache import cache
from django.db.models import IntegerField, Subquery
from django.db.models.expressions import Combinable
from django.db.models.query import ModelIterable
from django.utils.module_loading import import_string

from accounts.models import User

# How long the top bar may show a count that somebody else's act has changed, in seconds.
REMEMBERED = 60


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for somebody: what it is, why, where it is done, the button's words, when it is due,
    and what can’t go on without it.
    """

    title: str
    detail: str
    url: str
    button: str
    due: date | None = None
    blocking: str = ""


def waiting_for(person: User, counted: Mapping[str, int] | None = None) -> list[Waiting]:
    """Everything that waits for this person, the most pressing first. Each room's part is named in settings.WAITING;
    those of which ``counted`` (``counts_by_room``) knows that they have nothing are not asked.

    What the top bar remembers is made fresh by it.
    """
    asked = [path for path in settings.WAITING if (counted or {}).get(path, 1)]
    things = [Waiting(**thing) for path in asked for thing in import_string(path)(person)]
    cache.set(_key(person.pk), len(things), REMEMBERED)
    return sorted(things, key=lambda thing: (thing.due is None, thing.due or date.max, thing.title))


def remembered_count(person: User) -> int | None:
    """How many things wait for this person, as remembered for a minute; None where it has to be counted."""
    remembered: int | None = cache.get(_key(person.pk))
    return remembered


def rows_that_wait(person: User, behind: Collection[str] | None = None) -> list[tuple[str, Combinable]]:
    """How many things wait in each room that can count them, as parts of one query, each beside its name in
    settings.WAITING; ``count_waiting`` adds the others. ``behind`` takes only those behind these doors of
    settings.WAITING_BEHIND, "" standing for no door.
    """
    return [
        (path, RowCount(rows.order_by().values("pk") if issubclass(rows._iterable_class, ModelIterable) else rows))
        for path in settings.WAITING
        if path in settings.WAITING_COUNTED and (behind is None or settings.WAITING_BEHIND.get(path, "") in behind)
        for rows in import_string(settings.WAITING_COUNTED[path])(person)
    ]


def counts_by_room(paths: Iterable[str], counted: Iterable[int]) -> dict[str, int]:
    """How many things wait, by the name in settings.WAITING."""
    counts: dict[str, int] = {}
    for path, count in zip(paths, counted, strict=True):
        counts[path] = counts.get(path, 0) + count
    return counts


def count_waiting(person: User, counted: Mapping[str, int]) -> int:
    """How many things wait, ``counted`` being those of the rooms that can count; remembered, so that not every page asks."""
    others = [path for path in settings.WAITING if path not in settings.WAITING_COUNTED]
    count = sum(counted.values()) + sum(len(import_string(path)(person)) for path in others)
    cache.set(_key(person.pk), count, REMEMBERED)
    return count


class RowCount(Subquery):
    """How many rows a query has, as a figure within another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def forget_waiting(person_id: int) -> None:
    """Let the next page count again: this person has just done something."""
    cache.delete(_key(person_id))


def _key(person_id: int) -> str:
    return f"waiting:{person_id}"
