"""People whom somebody else named: who has not been told yet what is held of them, and by when they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from nominations.enums import RECEIVED_STATES
from nominations.models import LaterNotice, Nomination, Notice
from programmes.enums import Stage
from programmes.models import Cycle

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


def due_to_tell(now: datetime) -> list[tuple[int, int]]:
    """Cycle and person of everybody whom the clock tells now: named long enough ago, and not put off by a manager."""
    long_ago = now - timedelta(days=settings.NOMINEES_TOLD_AFTER_DAYS)
    put_off = LaterNotice.objects.filter(cycle=OuterRef("cycle"), until__gt=timezone.localdate(now))
    on_the_day = LaterNotice.objects.filter(cycle=OuterRef("cycle"), until__lte=timezone.localdate(now))
    due = (
        not_told(Nomination.objects.filter(cycle__stage__in=TELLING_STAGES))
        .filter(Q(submitted_at__lte=long_ago) | Exists(on_the_day))
        .exclude(Exists(put_off))
    )
    return list(due.values_list("cycle_id", "nominee__person_id").distinct().order_by("cycle_id", "nominee__person_id"))


def untold_in(cycle: Cycle) -> list[Untold]:
    """Everybody of a cycle who is still to be told, with the day, the soonest first; two queries."""
    later = LaterNotice.objects.filter(cycle=cycle).first()
    first = not_told(cycle.nominations.all()).values("nominee__person").annotate(first=Min("submitted_at")).order_by()
    since = {row["nominee__person"]: row["first"] for row in first}
    people = User.objects.filter(pk__in=since)
    found = [Untold(cycle, person, _day(cycle, since[person.pk], later)) for person in people]
    return sorted(found, key=lambda one: (one.on, one.person.full_name))


def _day(cycle: Cycle, first: datetime, later: LaterNotice | None) -> date:
    month = timezone.localtime(first + timedelta(days=settings.NOMINEES_TOLD_AFTER_DAYS)).date()
    planned = later.until if later else month
    return min(planned, timezone.localtime(cycle.announce_at).date())


def unpublished_people(cycles: Iterable[int]) -> set[tuple[int, int]]:
    """Cycle and person of everybody who asked that their story is not published."""
    asked = Notice.objects.filter(cycle__in=list(cycles), unpublished_at__isnull=False)
    return set(asked.values_list("cycle_id", "person_id"))


def held_about(notice: Notice) -> QuerySet[Nomination]:
    """What came in about this person in the cycle, by others, oldest first."""
    about = named_by_others(Nomination.objects.filter(cycle=notice.cycle_id, nominee__person=notice.person_id))
    return about.select_related("category").prefetch_related("evidence__criterion").order_by("submitted_at", "pk")
