"""Who takes part, by week and by team. Counts only: no names, no stories."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import Team
from accounts.queries.organisation import the_organisation
from nominations.enums import NominatorKind
from nominations.queries.nominations import received
from programmes.models import Cycle


@dataclass(frozen=True)
class Week:
    """The nominations that came in within seven days from ``starts`` (the first week starts on the day the cycle opened)."""

    starts: date
    customers: int = 0
    colleagues: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.customers + self.colleagues


@dataclass(frozen=True)
class TeamParticipation:
    """One team: people in it, nominations of its people or itself, how many different people, and nominations it made."""

    team: str
    team_id: int
    headcount: int | None
    nominations: int
    people_named: int
    made: int

    @property
    def share(self) -> float | None:
        """People named, of the headcount (0 to 1); None where the headcount is not known."""
        return min(1.0, self.people_named / self.headcount) if self.headcount else None


@dataclass(frozen=True)
class Participation:
    """How a cycle is taken up."""

    weeks: list[Week] = field(default_factory=list)
    teams: list[TeamParticipation] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All nominations received."""
        return sum(week.total for week in self.weeks)

    @property
    def unnamed_teams(self) -> list[TeamParticipation]:
        """The teams that nobody has named."""
        return [team for team in self.teams if not team.nominations]


def participation_of(cycle: Cycle) -> Participation:
    """By week and by team; five queries and the organisation."""
    return Participation(weeks=by_week(cycle), teams=by_team(cycle))


def by_week(cycle: Cycle) -> list[Week]:
    """Every week from the opening to now or the last nomination, empty ones too; days are the organisation's.

    What came in before the opening day, as an imported paper form may, counts in the first week.
    """
    zone = the_organisation().zone
    days = (
        received(cycle)
        .annotate(day=TruncDate("submitted_at", tzinfo=zone))
        .values("day")
        .annotate(all=Count("pk"), customers=Count("pk", filter=Q(nominator_kind=NominatorKind.CUSTOMER)))
        .order_by("day")
    )
    opened = timezone.localtime(cycle.opens_at, zone).date()
    counts: dict[int, tuple[int, int]] = {}
    for row in days:
        week = max(0, (row["day"] - opened).days // 7)
        customers, everybody = counts.get(week, (0, 0))
        counts[week] = (customers + row["customers"], everybody + row["all"])
    until = min(timezone.now(), cycle.screening_at)
    so_far = max(0, (timezone.localtime(until, zone).date() - opened).days // 7)
    return [
        Week(opened + timedelta(weeks=week), customers, everybody - customers)
        for week in range(max(so_far, *counts.keys(), 0) + 1)
        for customers, everybody in [counts.get(week, (0, 0))]
    ]


def by_team(cycle: Cycle) -> list[TeamParticipation]:
    """Every team that has people or a headcount, by name; how often it and its people were named, and what it sent in."""
    of_people = {
        team: (nominations, people)
        for team, nominations, people in received(cycle)
        .filter(nominee__person__team__isnull=False)
        .values_list("nominee__person__team")
        .annotate(Count("pk"), Count("nominee__person", distinct=True))
    }
    of_teams = dict(
        received(cycle).filter(nominee__team__isnull=False).values_list("nominee__team").annotate(Count("pk"))
    )
    made = dict(
        received(cycle).filter(nominator__team__isnull=False).values_list("nominator__team").annotate(Count("pk"))
    )
    teams = Team.objects.annotate(people=Count("members", filter=Q(members__is_active=True))).filter(
        Q(people__gt=0) | Q(headcount__gt=0)
    )
    return [
        TeamParticipation(
            team=team.name,
            team_id=team.pk,
            headcount=team.headcount if team.headcount is not None else team.people,
            nominations=of_people.get(team.pk, (0, 0))[0] + of_teams.get(team.pk, 0),
            people_named=of_people.get(team.pk, (0, 0))[1],
            made=made.get(team.pk, 0),
        )
        for team in teams.order_by("name")
    ]
