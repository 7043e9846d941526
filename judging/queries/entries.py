from django.db.models import Exists, OuterRef, QuerySet

from judging.models import RoundOutcome
from judging.models.round import SCORING
from nominations.enums import NominationState
from nominations.models import Entry, Nomination
from programmes.models import Cycle


def judged_entries(cycle: Cycle) -> QuerySet[Entry]:
    """What the panel judges: the entries that an accepted nomination supports. Each knows its cycle without asking."""
    return cycle.entries.filter(is_judged("pk"))


def scored_entries(cycle: Cycle) -> QuerySet[Entry]:
    """What the score sheets are for: what is judged and no round before the scoring one has cut."""
    return judged_entries(cycle).exclude(_cut(round__position__lt=SCORING))


def standing_entries(cycle: Cycle) -> QuerySet[Entry]:
    """What may still be given a place: what is judged and no round has cut."""
    return judged_entries(cycle).exclude(_cut())


def _cut(**rounds: int) -> Exists:
    return Exists(RoundOutcome.objects.filter(entry=OuterRef("pk"), through=False, **rounds))


def is_judged(entry: str) -> Exists:
    """The condition that an accepted nomination supports the entry; ``entry`` is the outer query's path to it."""
    return Exists(Nomination.objects.filter(entry=OuterRef(entry), state=NominationState.ACCEPTED))
