from django.db.models import Exists, OuterRef, QuerySet

from nominations.enums import NominationState
from nominations.models import Entry, Nomination
from programmes.models import Cycle


def judged_entries(cycle: Cycle) -> QuerySet[Entry]:
    """What the panel judges: the entries that an accepted nomination supports. Each knows its cycle without asking."""
    return cycle.entries.filter(is_judged("pk"))


def is_judged(entry: str) -> Exists:
    """The condition that an accepted nomination supports the entry; ``entry`` is the outer query's path to it."""
    return Exists(Nomination.objects.filter(entry=OuterRef(entry), state=NominationState.ACCEPTED))
