from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User


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
    """Everything that waits for this person, the most pressing first. Each room's part is named in settings.WAITING."""
    things = [Waiting(**thing) for path in settings.WAITING for thing in import_string(path)(person)]
    return sorted(things, key=lambda thing: (thing.due is None, thing.due or date.max, thing.title))
