"""Which nominations somebody may see, and the lists that pages show."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from nominations.enums import RECEIVED_STATES, NominationState
from nominations.models import Entry, Nomination
from nominations.queries.members import how_many_wait, nominations_naming
from prepared import Place
from programmes.models import Category, Cycle

# Who is named, with what screening looks at, in the same query.
RELATED = (
    "cycle__programme",
    "cycle__rulebook",
    "category",
    "nominee__person__team",
    "nominee__team",
    "nominator",
    "supports",
)


def about(user: User) -> Q:
    """Nominations of this person, of a team that they belong to or lead, or of another as part of which they are named."""
    return _about(user.pk, user.team_id)


def _about(person: int | Place, team: int | Place | None) -> Q:
    found = Q(nominee__person=person) | Q(nominee__team__leader=person) | Q(pk__in=nominations_naming(person))
    return found | Q(nominee__team=team) if team else found


def readable_by(user: User | AnonymousUser) -> QuerySet[Nomination]:
    """What this person may read: what they wrote, and what came in for programmes they manage, unless it is about them."""
    if not isinstance(user, User) or not user.is_active:
        return Nomination.objects.none()
    received = ~Q(state=NominationState.DRAFT)
    managed = received if user.is_staff else received & Q(cycle__programme__in=user.programmes_managed.all())
    return Nomination.objects.filter(Q(nominator=user) | (managed & ~about(user)))


def queue_of(cycle: Cycle, user: User) -> QuerySet[Nomination]:
    """What came in for this cycle, as its manager may see it: no drafts, and nothing about the manager themselves."""
    return cycle.nominations.filter(screened_by(user.pk, user.team_id))


def screened_by(person: int | Place, team: int | Place | None) -> Q:
    """The condition of ``queue_of``, by the ids of the person and of the team that they belong to, if any."""
    return ~Q(state=NominationState.DRAFT) & ~_about(person, team)


def to_screen(cycle: Cycle) -> QuerySet[Nomination]:
    """What waits for screening, whoever it is about."""
    return cycle.nominations.filter(state=NominationState.SUBMITTED)


def for_screening(nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """With everything that eligibility looks at."""
    return nominations.select_related("category", "nominee__person__team", "nominee__team", "nominator", "supports")


def received(cycle: Cycle) -> QuerySet[Nomination]:
    """What counts as received."""
    return cycle.nominations.filter(state__in=RECEIVED_STATES)


def unmatched(cycle: Cycle) -> QuerySet[Nomination]:
    """What waits for somebody to say who is meant."""
    return to_screen(cycle).filter(nominee__person=None, nominee__team=None, nominee__outside=False)


def made_by(user: User) -> QuerySet[Nomination]:
    """One's own nominations and drafts, newest first."""
    return user.nominations_made.select_related(*RELATED).order_by("-pk")


def entries_for(cycle: Cycle, category: Category | None = None) -> QuerySet[Entry]:
    """The entries of a cycle (of one category) with nominee, and the voices that support each."""
    entries = cycle.entries.select_related("category", "person__team", "team").prefetch_related(
        "nominations__evidence__criterion"
    )
    return entries if category is None else entries.filter(category=category)


def with_nominee_name(nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """With ``nominee_name``: the person's, the team's, or as given, so that a list can be searched and ordered by it."""
    return nominations.annotate(
        nominee_name=Coalesce("nominee__person__full_name", "nominee__team__name", "nominee__name_given")
    )


def with_supporters(nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """With ``supported``: how many colleagues support each; None where nobody does."""
    counted = Nomination.objects.filter(supports=OuterRef("pk"), state__in=RECEIVED_STATES).order_by()
    return nominations.annotate(supported=Subquery(counted.values("supports").annotate(n=Count("pk")).values("n")))


def supporters_of(lead: Nomination) -> list[Nomination]:
    """Who supports a nomination, with their own words; two queries, one where nobody does, none for what is support itself."""
    if lead.supports_id is not None:
        return []
    return list(lead.supporters.filter(state__in=RECEIVED_STATES).prefetch_related("evidence").order_by("pk"))


def counts_by_state(cycle: Cycle, user: User | None = None) -> dict[str, int]:
    """How many nominations of a cycle are in each state, and ("unmatched") how many wait to be matched; one query.

    "members" are the names in teams that wait to be matched (0 where nothing came in), "received" all but drafts,
    "concerned" those of them that are about ``user``, "waiting_concerned" those of these that wait to be screened.
    """
    waiting = Q(state=NominationState.SUBMITTED, nominee__person=None, nominee__team=None, nominee__outside=False)
    theirs = about(user) if user else Q(pk__in=[])
    counts: dict[str, int] = cycle.nominations.aggregate(
        **{state: Count("pk", filter=Q(state=state)) for state in NominationState.values},
        unmatched=Count("pk", filter=waiting),
        received=Count("pk", filter=~Q(state=NominationState.DRAFT)),
        concerned=Count("pk", filter=~Q(state=NominationState.DRAFT) & theirs),
        waiting_concerned=Count("pk", filter=Q(state=NominationState.SUBMITTED) & theirs),
        people=Count("nominee__person", distinct=True, filter=Q(state__in=RECEIVED_STATES)),
        teams=Count("nominee__team", distinct=True, filter=Q(state__in=RECEIVED_STATES)),
        members=Max(how_many_wait(cycle), default=0),
    )
    if cycle.names_removed_at:
        counts |= {"unmatched": 0, "people": cycle.kept_participation.people}
    return counts
