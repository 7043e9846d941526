from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import User

SHOWN = 5
LATELY = timedelta(days=42)


@dataclass(frozen=True)
class Happening:
    """Something that has happened and concerns somebody: in one sentence, when, and where to read more (may be empty)."""

    words: str
    at: datetime
    url: str = ""


def lately_for(person: User) -> list[Happening]:
    """What happened in the last six weeks that concerns this person, the newest first, a handful at most.

    Each room's part is named in settings.LATELY; each asks as much for many happenings as for one.
    """
    since = timezone.now() - LATELY
    found = [Happening(**one) for path in settings.LATELY for one in import_string(path)(person, since)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:SHOWN]
