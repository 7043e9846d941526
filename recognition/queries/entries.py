"""The page of somebody who was nominated: who may see it, and what it shows."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from judging.enums import DecisionState
from nominations.enums import NominationState
from nominations.models import Entry, Nomination
from programmes.models import Cycle


def entries_told_to(user: User | AnonymousUser) -> QuerySet[Entry]:
    """The entries of which this person has heard: their own, their team's, and those of honoured people whom they manage."""
    entries = Entry.objects.select_related(
        "cycle__programme", "cycle__announcement", "category", "person", "team__leader"
    )
    if not isinstance(user, User) or not user.is_active:
        return entries.none()
    own = Q(person=user) | Q(team__leader=user) | (Q(team=user.team_id) if user.team_id else Q())
    honoured = Q(decisions__state=DecisionState.CONFIRMED, decisions__award__isnull=False)
    managed = honoured & (Q(person__line_manager=user) | Q(team__leader__line_manager=user))
    heard = Q(cycle__announcement__announced_at__isnull=False, cycle__announcement__announce_at__lte=timezone.now())
    return entries.filter(heard, own | managed).distinct()


def nominee_names(cycle: Cycle) -> dict[int, str]:
    """Who was nominated in a cycle, by the entry's id."""
    entries = Entry.objects.filter(cycle=cycle).values_list("pk", "person__full_name", "team__name")
    return {pk: person or team for pk, person, team in entries}


def stories_of(entry: Entry) -> QuerySet[Nomination]:
    """What was written about this entry, as far as its writers agreed that it may be shown."""
    return (
        Nomination.objects.filter(entry=entry, state=NominationState.ACCEPTED, may_show=True)
        .prefetch_related(Prefetch("evidence"))
        .order_by("pk")
    )
