from django.db.models import Exists, OuterRef, QuerySet

from nominations.enums import NominationState
from nominations.models import Entry, Nomination
from programmes.models import Cycle


def judged_entries(cycle: Cycle) -> QuerySet[Entry]:
    """What the panel judges: the entries that an accepted nomination supports."""
    accepted = Nomination.objects.filter(entry=OuterRef("pk"), state=NominationState.ACCEPTED)
    return Entry.objects.filter(Exists(accepted), cycle=cycle)
