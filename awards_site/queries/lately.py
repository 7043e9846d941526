from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import IntegerField, Value
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import User
from programmes.queries.happenings import COLUMNS

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

    Each room's part is named in settings.LATELY; all of them are one query.
    """
    since = timezone.now() - LATELY
    parts = [
        import_string(path)(person, since).annotate(kind=Value(kind, IntegerField())).values_list("kind", *COLUMNS)
        for kind, path in enumerate(settings.LATELY)
    ]
    if not parts:
        return []
    newest = parts[0].union(*parts[1:]).order_by("-happened_at")[:SHOWN]
    sayings = [import_string(path) for path in settings.LATELY.values()]
    return [_said(sayings[kind], at, texts) for kind, at, *texts in newest]


def _said(saying: Callable[..., tuple[str, str]], at: datetime, texts: list[str]) -> Happening:
    words, url = saying(*texts)
    return Happening(words, at, url)
