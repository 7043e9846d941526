from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.cache import cache
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


def waiting_for(person: User) -> list[Waiting]:
    """Everything that waits for this person, the most pressing first. Each room's part is named in settings.WAITING.

    What the top bar remembers is made fresh by it.
    """
    things = [Waiting(**thing) for path in settings.WAITING for thing in import_string(path)(person)]
    cache.set(_key(person.pk), len(things), REMEMBERED)
    return sorted(things, key=lambda thing: (thing.due is None, thing.due or date.max, thing.title))


def count_waiting(person: User) -> int:
    """How many things wait for this person; remembered for a minute, so that not every page asks every room."""
    remembered: int | None = cache.get(_key(person.pk))
    return len(waiting_for(person)) if remembered is None else remembered


def forget_waiting(person_id: int) -> None:
    """Let the next page count again: this person has just done something."""
    cache.delete(_key(person_id))


def _key(person_id: int) -> str:
    return f"waiting:{person_id}"
