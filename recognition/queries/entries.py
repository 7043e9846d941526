"""The page of somebody who was nominated: who may see it, and what it shows."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.utils import timezone

from accounts.models import Team, User
from judging.enums import DecisionState
from nominations.enums import EvidencePart, NominationState, NominatorKind
from nominations.models import Entry, Evidence, Nomination
from nominations.queries.own_entries import entries_about
from programmes.models import Cycle
from recognition.citations import citation_from, within_quotation


@dataclass(frozen=True)
class Word:
    """A line or two of what somebody wrote: about which entry, and whether a customer did."""

    quote: str
    entry: Entry
    by_customer: bool


def entries_told_to(user: User | AnonymousUser) -> QuerySet[Entry]:
    """The entries of which this person has heard: their own, their team's, and those of honoured people whom they manage."""
    entries = Entry.objects.select_related(
        "cycle__programme", "cycle__announcement", "cycle__rulebook", "category", "person", "team__leader"
    )
    if not isinstance(user, User) or not user.is_active:
        return entries.none()
    own = entries_about(user)
    honoured = Q(decisions__state=DecisionState.CONFIRMED, decisions__award__isnull=False)
    managed = honoured & (Q(person__line_manager=user) | Q(team__leader__line_manager=user))
    return entries.filter(_heard(), own | managed).distinct()


def nominee_names(cycle: Cycle) -> dict[int, str]:
    """Who was nominated in a cycle, by the entry's id."""
    entries = Entry.objects.filter(cycle=cycle).values_list("pk", "person__full_name", "team__name")
    return {pk: person or team or "" for pk, person, team in entries}


def stories_of(entry: Entry) -> QuerySet[Nomination]:
    """What was written about this entry, as far as its writers agreed that it may be shown."""
    return (
        Nomination.objects.filter(entry=entry, state=NominationState.ACCEPTED, may_show=True)
        .prefetch_related(Prefetch("evidence"))
        .order_by("pk")
    )


def latest_word_about(person: User) -> Word | None:
    """The newest story about this person or their team that its writer lets them read, once its letters have left; one query."""
    action_first = Case(When(part=EvidencePart.ACTION, then=0), default=1)
    texts = Evidence.objects.filter(nomination=OuterRef("pk")).order_by(action_first, "pk").values("text")
    told = Nomination.objects.annotate(told=Subquery(texts[:1])).filter(
        _heard("entry__"),
        state=NominationState.ACCEPTED,
        may_show=True,
        entry__in=_entries_about(person),
        told__isnull=False,
    )
    story = (
        told.select_related("entry__cycle__programme", "entry__team")
        .order_by("-entry__cycle__announcement__announce_at", "-pk")
        .first()
    )
    if story is None or story.entry is None:
        return None
    return Word(
        quote=within_quotation(citation_from(story.told)),
        entry=story.entry,
        by_customer=story.nominator_kind == NominatorKind.CUSTOMER,
    )


def _entries_about(person: User) -> QuerySet[Entry, Any]:
    """The ids of what ``entries_about`` chooses, as two look-ups by index: as one condition, all entries would be read."""
    teams = Team.objects.filter(Q(leader=person) | Q(pk=person.team_id))
    own = Entry.objects.filter(person=person).order_by().values("pk")
    return own.union(Entry.objects.filter(team__in=teams.values("pk")).order_by().values("pk"))


def _heard(entry: str = "") -> Q:
    """Its letters have left; ``entry`` is the path to it."""
    announced = f"{entry}cycle__announcement__announced_at__isnull"
    return Q(**{announced: False, f"{entry}cycle__announcement__announce_at__lte": timezone.now()})
