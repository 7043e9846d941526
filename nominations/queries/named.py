"""People whom somebody else named: who has not been told yet what is held of them, and by when they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db.models import Exists, F, Min, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils import timezone

from accounts.models import User
from nominations.enums import RECEIVED_STATES
from nominations.models import Evidence, LaterNotice, Member, Nomination, Notice
from programmes.enums import Stage
from programmes.models import Cycle

AnyRow = TypeVar("AnyRow", bound=Model)

# Once a cycle is announced its nominees have been told; a cycle of before there were notices is left in peace.
TELLING_STAGES: tuple[str, ...] = (
    Stage.OPEN,
    Stage.SCREENING,
    Stage.JUDGING,
    Stage.DELIBERATING,
    Stage.DECIDED,
    Stage.CANCELLED,
)


@dataclass(frozen=True)
class Untold:
    """One person to tell about one cycle, and the day on which that is done."""

    cycle: Cycle
    person: User
    on: date


def named_by_others(nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """Received nominations of a person whom the directory knows, by somebody else."""
    by_another = Q(nominator=None) | ~Q(nominator=F("nominee__person"))
    return nominations.filter(
        by_another, state__in=RECEIVED_STATES, nominee__person__is_active=True, cycle__names_removed_at=None
    )


def not_told(nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """Those of them about a person who has not been told of this cycle."""
    told = Notice.objects.filter(cycle=OuterRef("cycle"), person=OuterRef("nominee__person"))
    return named_by_others(nominations).exclude(Exists(told))


def members_not_told() -> QuerySet[Member]:
    """People of the directory whom a received nomination of a team names as part of it, and who have not been told of the
    cycle; not by themselves.
    """
    told = Notice.objects.filter(cycle=OuterRef("nomination__cycle"), person=OuterRef("person"))
    by_another = Q(nomination__nominator=None) | ~Q(nomination__nominator=F("person"))
    named = Member.objects.filter(
        by_another,
        person__is_active=True,
        nomination__state__in=RECEIVED_STATES,
        nomination__cycle__names_removed_at=None,
    )
    return named.exclude(Exists(told))


def due_to_tell(now: datetime) -> list[tuple[int, int]]:
    """Cycle and person of everybody whom the clock tells now: named long enough ago, and not put off by a manager."""
    nominees = _due(not_told(Nomination.objects.filter(cycle__stage__in=TELLING_STAGES)), now)
    members = _due(members_not_told().filter(nomination__cycle__stage__in=TELLING_STAGES), now, "nomination__")
    due = nominees.values_list("cycle_id", "nominee__person_id").union(
        members.values_list("nomination__cycle_id", "person_id")
    )
    return sorted(due)


def _due(rows: QuerySet[AnyRow], now: datetime, of: str = "") -> QuerySet[AnyRow]:
    """Those that were sent long enough ago, or whose day has come; ``of`` is the path to the nomination."""
    long_ago = now - timedelta(days=settings.NOMINEES_TOLD_AFTER_DAYS)
    later = LaterNotice.objects.filter(cycle=OuterRef(f"{of}cycle"))
    put_off, on_the_day = (
        later.filter(until__gt=timezone.localdate(now)),
        later.filter(until__lte=timezone.localdate(now)),
    )
    due = rows.filter(Q(**{f"{of}submitted_at__lte": long_ago}) | Exists(on_the_day))
    return due.exclude(Exists(put_off)).order_by()


def untold_in(cycle: Cycle) -> list[Untold]:
    """Everybody of a cycle who is still to be told, with the day, the soonest first; three queries."""
    later = LaterNotice.objects.filter(cycle=cycle).first()
    nominees = not_told(cycle.nominations.all()).order_by().values_list("nominee__person_id")
    members = members_not_told().filter(nomination__cycle=cycle).order_by().values_list("person_id")
    since: dict[int, datetime] = {}
    for person, first in nominees.annotate(first=Min("submitted_at")).union(
        members.annotate(first=Min("nomination__submitted_at")), all=True
    ):
        since[person] = min(first, since.get(person, first))
    people = User.objects.filter(pk__in=since)
    found = [Untold(cycle, person, _day(cycle, since[person.pk], later)) for person in people]
    return sorted(found, key=lambda one: (one.on, one.person.full_name))


def _day(cycle: Cycle, first: datetime, later: LaterNotice | None) -> date:
    month = timezone.localtime(first + timedelta(days=settings.NOMINEES_TOLD_AFTER_DAYS)).date()
    planned = later.until if later else month
    return min(planned, timezone.localtime(cycle.announce_at).date())


def still_to_tell(cycle: Cycle) -> set[int]:
    """The ids of everybody of a cycle who has not been told; two queries."""
    nominees = not_told(cycle.nominations.all()).values_list("nominee__person_id", flat=True)
    members = members_not_told().filter(nomination__cycle=cycle).values_list("person_id", flat=True)
    return {person for person in (*nominees, *members) if person is not None}


def unpublished_people(cycles: Iterable[int]) -> set[tuple[int, int]]:
    """Cycle and person of everybody who asked that their story is not published."""
    asked = Notice.objects.filter(cycle__in=list(cycles), unpublished_at__isnull=False)
    return set(asked.values_list("cycle_id", "person_id"))


def _says_something() -> Combinable:
    """A voice that supports another without words of its own holds nothing that could be read."""
    return Q(supports=None) | Exists(Evidence.objects.filter(nomination=OuterRef("pk")))


def held_about(notice: Notice) -> QuerySet[Nomination]:
    """What came in about this person in the cycle, by others, oldest first."""
    nominations = Nomination.objects.filter(cycle=notice.cycle_id)
    nominee = named_by_others(nominations.filter(nominee__person=notice.person_id))
    naming = Member.objects.filter(person=notice.person_id, nomination__state__in=RECEIVED_STATES)
    about = nominations.filter(Q(pk__in=nominee.values("pk")) | Q(pk__in=naming.values("nomination")))
    return (
        about.filter(_says_something())
        .select_related("category")
        .prefetch_related("evidence__criterion", "evidence__member__person")
        .order_by("submitted_at", "pk")
    )
