"""Who takes part, by site and by job role against headcount; who is named again; who has not nominated. Counts only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from nominations.calculations.suppression import FEWEST, told
from nominations.enums import RECEIVED_STATES
from nominations.models import Nomination
from nominations.queries.nominations import received
from nominations.queries.participation import TeamParticipation
from nominations.queries.participation_figures import A_YEAR
from programmes.models import Cycle

MOST_TOLD_APART = 3


@dataclass(frozen=True)
class Group:
    """A site or a job role: people in it, nominations of them, how many different people, and nominations they made."""

    name: str
    people: int
    nominations: int
    named: int
    made: int


@dataclass(frozen=True)
class Silent:
    """Who may nominate and has not: of how many people, and by team; None where so few would point at somebody."""

    people: int | None
    of: int
    teams: dict[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Groups:
    """``voices``: people named once, twice, three times or more in this cycle; ``cycles``: people named in this cycle, by how
    many of the programme's cycles within a year named them.
    """

    sites: list[Group]
    roles: list[Group]
    voices: list[int]
    cycles: list[int]
    silent: Silent


def groups_of(cycle: Cycle) -> Groups | None:
    """All of it, in eight queries; what was kept once names are removed, None where nothing of it was kept."""
    if cycle.names_removed_at:
        kept = cycle.kept_participation.groups
        return _read(kept) if kept else None
    return Groups(
        sites=_by(cycle, "site"),
        roles=_by(cycle, "job_role__name"),
        voices=_counted(received(cycle).exclude(nominee__person=None), Count("pk")),
        cycles=_counted(_within_a_year(cycle), Count("cycle", distinct=True)),
        silent=_silent(cycle),
    )


def as_kept(cycle: Cycle) -> dict[str, Any]:
    """The same as plain values, to be kept without names."""
    groups = groups_of(cycle)
    return asdict(groups) if groups else {}


def quiet_people(cycle: Cycle) -> tuple[int, int] | None:
    """How many people have not nominated, and of how many; None where so few would point at somebody. One query."""
    nominated = received(cycle).exclude(nominator=None).values("nominator")
    people = User.objects.filter(is_active=True, is_external=False)
    found = people.aggregate(all=Count("pk"), quiet=Count("pk", filter=~Q(pk__in=nominated)))
    return (found["quiet"], found["all"]) if found["quiet"] >= FEWEST else None


def silent_of(team: TeamParticipation, groups: Groups | None) -> int | None:
    """How many people of a team have not nominated; None where it is not told."""
    return groups.silent.teams.get(str(team.team_id)) if groups else None


def _read(kept: dict[str, Any]) -> Groups:
    return Groups(
        sites=[Group(**one) for one in kept["sites"]],
        roles=[Group(**one) for one in kept["roles"]],
        voices=kept["voices"],
        cycles=kept["cycles"],
        silent=Silent(**kept["silent"]),
    )


def _by(cycle: Cycle, group: str) -> list[Group]:
    """By one thing that people have, the largest first; who has none is left out. Three queries."""
    people = User.objects.filter(is_active=True, is_external=False).exclude(**{group: ""}).exclude(**{group: None})
    heads = dict(people.order_by().values_list(group).annotate(Count("pk")))
    named = {
        name: (number, different)
        for name, number, different in received(cycle)
        .order_by()
        .values_list(f"nominee__person__{group}")
        .annotate(Count("pk"), Count("nominee__person", distinct=True))
    }
    made = dict(received(cycle).order_by().values_list(f"nominator__{group}").annotate(Count("pk")))
    return [
        Group(name, heads.get(name, 0), *named.get(name, (0, 0)), made.get(name, 0))
        for name in sorted(
            heads.keys() | {name for name in named if name}, key=lambda name: (-heads.get(name, 0), name)
        )
    ]


def _within_a_year(cycle: Cycle) -> QuerySet[Nomination]:
    """What named the people of this cycle in it and in the programme's cycles that opened within the year before it."""
    people = received(cycle).exclude(nominee__person=None).values("nominee__person")
    return Nomination.objects.filter(
        state__in=RECEIVED_STATES,
        cycle__programme=cycle.programme_id,
        cycle__opens_at__lte=cycle.opens_at,
        cycle__opens_at__gte=cycle.opens_at - A_YEAR,
        nominee__person__in=people,
    )


def _counted(nominations: QuerySet[Nomination], what: Count) -> list[int]:
    """How many people have one, two, three or more of it."""
    times = nominations.order_by().values("nominee__person").annotate(times=what).values_list("times", flat=True)
    counts = Counter(min(number, MOST_TOLD_APART) for number in times)
    return [counts[number] for number in range(1, MOST_TOLD_APART + 1)]


def _silent(cycle: Cycle) -> Silent:
    """Everybody who works here may nominate."""
    people = User.objects.filter(is_active=True, is_external=False)
    nominated = received(cycle).exclude(nominator=None).values("nominator")
    quiet = Count("pk", filter=~Q(pk__in=nominated))
    rows = list(people.order_by().values_list("team").annotate(quiet=quiet, all=Count("pk")))
    everybody, silent = sum(number for _team, _quiet, number in rows), sum(number for _team, number, _all in rows)
    told_of = told([number for _team, number, _all in rows])  # with who is in no team: the sum counts them, too
    return Silent(
        people=silent if silent >= FEWEST else None,
        of=everybody,
        teams={
            str(team): shown for (team, _number, _all), shown in zip(rows, told_of, strict=True) if team is not None
        },
    )


def by_medium(cycle: Cycle) -> Sequence[tuple[str, int, int]]:
    """How many came in by each medium, the most frequent first, and how many of them support another; one query."""
    media = received(cycle).order_by().values_list("medium")
    return list(media.annotate(number=Count("pk"), supporting=Count("supports")).order_by("-number"))
