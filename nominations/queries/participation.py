"""Who takes part, by week and by team. Counts only: no names, no stories."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import Team
from accounts.queries.organisation import the_organisation
from nominations.enums import RECEIVED_STATES, NominatorKind
from nominations.models import Nomination
from nominations.queries.nominations import received
from programmes.models import Cycle

COUNTED = ("what", "key", "called", "number", "people")
NOBODY = (0, 0)
MOST_DAYS = 42


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
class DayCount:
    """The nominations that came in on one day of the organisation."""

    day: date
    customers: int = 0
    colleagues: int = 0


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
    """How a cycle is taken up. ``kinds`` counts the nominations by NominatorKind; one that nobody used is not in it;
    ``channels`` by the code of the poster, message or page that brought them, "" where none did.
    """

    weeks: list[Week] = field(default_factory=list)
    days: list[DayCount] = field(default_factory=list)
    teams: list[TeamParticipation] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All nominations received."""
        return sum(week.total for week in self.weeks)

    @property
    def unnamed_teams(self) -> list[TeamParticipation]:
        """The teams that nobody has named."""
        return [team for team in self.teams if not team.nominations]


def participation_of(cycle: Cycle, zone: ZoneInfo | None = None) -> Participation:
    """By week, by kind of nominator and by team; two queries. ``zone`` is the organisation's, looked up where not given."""
    here = zone or the_organisation().zone
    days = _by_day(cycle, here)
    return Participation(
        weeks=_weeks(cycle, days, here),
        days=_days(cycle, days, here),
        teams=by_team(cycle),
        kinds=_kinds(days),
        channels=_channels(days),
    )


def by_week(cycle: Cycle, zone: ZoneInfo | None = None) -> list[Week]:
    """Every week from the opening to now or the last nomination, empty ones too; days are the organisation's.

    What came in before the opening day, as an imported paper form may, counts in the first week. ``zone`` is the
    organisation's, looked up where not given.
    """
    here = zone or the_organisation().zone
    return _weeks(cycle, _by_day(cycle, here), here)


def weeks_and_channels(cycles: Sequence[Cycle], zone: ZoneInfo) -> list[tuple[list[Week], dict[str, int]]]:
    """Of each cycle: as ``by_week``, and how many each channel brought; one query for all."""
    days = _by_days(cycles, zone)
    return [(_weeks(cycle, days[cycle.pk], zone), _channels(days[cycle.pk])) for cycle in cycles]


def by_team(cycle: Cycle) -> list[TeamParticipation]:
    """Every team that has people or a headcount, by name; how often it and its people were named, and what it sent in.

    One query: four counts by team laid under one another, told apart by their first column. Once names are removed these
    are the counts that were kept then.
    """
    if cycle.names_removed_at:
        return [TeamParticipation(**team) for team in cycle.kept_participation.teams]
    teams: list[tuple[int, str, int]] = []
    counts: dict[tuple[str, int], tuple[int, int]] = {}
    for what, team, name, number, people in _all_counts(cycle):
        if what == "headcount":
            teams.append((team, name, people if number is None else number))
        else:
            counts[what, team] = (number, people)
    return [
        TeamParticipation(
            team=name,
            team_id=team,
            headcount=headcount,
            nominations=counts.get(("its people", team), NOBODY)[0] + counts.get(("itself", team), NOBODY)[0],
            people_named=counts.get(("its people", team), NOBODY)[1],
            made=counts.get(("made", team), NOBODY)[0],
        )
        for team, name, headcount in sorted(teams, key=lambda row: row[1])
    ]


def _all_counts(cycle: Cycle) -> QuerySet[Any, Any]:
    """Rows of (what is counted, team, the team's name, how many, how many different people).

    "headcount" rows have the team's own headcount, which may be None, and the people who are in it.
    """
    people = Count("members", filter=Q(members__is_active=True))
    teams = Team.objects.order_by().annotate(
        what=Value("headcount"), key=F("pk"), called=F("name"), number=F("headcount"), people=people
    )
    return (
        teams.filter(Q(people__gt=0) | Q(headcount__gt=0))
        .values_list(*COUNTED)
        .union(
            _counts(cycle, "its people", "nominee__person__team", Count("nominee__person", distinct=True)),
            _counts(cycle, "itself", "nominee__team"),
            _counts(cycle, "made", "nominator__team"),
            all=True,
        )
    )


def _counts(cycle: Cycle, what: str, team: str, people: Combinable | None = None) -> QuerySet[Any, Any]:
    named = received(cycle).filter(**{f"{team}__isnull": False}).order_by()
    return (
        named.values(key=F(team))
        .annotate(what=Value(what), called=Value(""), number=Count("pk"), people=people or Value(0))
        .values_list(*COUNTED)
    )


@dataclass(frozen=True)
class _Day:
    """How many came in on one day from one kind of nominator by one channel."""

    day: date
    kind: str
    channel: str
    number: int


def _by_day(cycle: Cycle, zone: ZoneInfo) -> list[_Day]:
    return _by_days([cycle], zone)[cycle.pk]


def _by_days(cycles: Sequence[Cycle], zone: ZoneInfo) -> dict[int, list[_Day]]:
    """By cycle; one query."""
    counted = Nomination.objects.filter(cycle__in=cycles, state__in=RECEIVED_STATES)
    days = counted.annotate(day=TruncDate("submitted_at", tzinfo=zone)).order_by("day", "nominator_kind", "channel")
    found: dict[int, list[_Day]] = {cycle.pk: [] for cycle in cycles}
    for cycle, *row in days.values_list("cycle_id", "day", "nominator_kind", "channel").annotate(Count("pk")):
        found[cycle].append(_Day(*row))
    return found


def _weeks(cycle: Cycle, days: list[_Day], zone: ZoneInfo) -> list[Week]:
    opened = timezone.localtime(cycle.opens_at, zone).date()
    customers: Counter[int] = Counter()
    colleagues: Counter[int] = Counter()
    for day in days:
        from_whom = customers if day.kind == NominatorKind.CUSTOMER else colleagues
        from_whom[max(0, (day.day - opened).days // 7)] += day.number
    until = min(timezone.now(), cycle.screening_at)
    so_far = max(0, (timezone.localtime(until, zone).date() - opened).days // 7)
    last = max(so_far, *customers, *colleagues, 0)
    return [Week(opened + timedelta(weeks=week), customers[week], colleagues[week]) for week in range(last + 1)]


def _days(cycle: Cycle, counted: list[_Day], zone: ZoneInfo) -> list[DayCount]:
    """Every day from the opening to the last one so far, empty ones too: the last six weeks of them at most."""
    numbers: Counter[tuple[date, bool]] = Counter()
    for one in counted:
        numbers[one.day, one.kind == NominatorKind.CUSTOMER] += one.number
    until = timezone.localtime(min(timezone.now(), cycle.screening_at), zone).date()
    last = max([until, *(one.day for one in counted)])
    first = max(timezone.localtime(cycle.opens_at, zone).date(), last - timedelta(days=MOST_DAYS - 1))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [DayCount(day, numbers[day, True], numbers[day, False]) for day in days]


def _kinds(days: list[_Day]) -> dict[str, int]:
    kinds: Counter[str] = Counter()
    for day in days:
        kinds[day.kind] += day.number
    return dict(kinds)


def _channels(days: list[_Day]) -> dict[str, int]:
    """The most used first."""
    channels: Counter[str] = Counter()
    for day in days:
        channels[day.channel] += day.number
    return dict(channels.most_common())
