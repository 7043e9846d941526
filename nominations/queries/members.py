"""Who is named as part of a nominated team."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from accounts.models import Team, User
from nominations.enums import NominationState
from nominations.models import Member, Nomination
from prepared import Place
from programmes.models import Cycle

MOST_NAMES = 50
# Whose members may be matched: what waits to be screened, and what goes to the judges.
MATCHED_STATES: tuple[str, ...] = (NominationState.SUBMITTED, NominationState.ACCEPTED)


def names_in_team(team: Team | None) -> list[User]:
    """The people of a team, to choose from; nobody where there is none."""
    if team is None:
        return []
    return list(team.members.filter(is_active=True).select_related("team").order_by("full_name")[:MOST_NAMES])


def nominations_naming(person: User | int | Place) -> QuerySet[Member, Any]:
    """The nominations that name this person as part of a team, by id."""
    return Member.objects.filter(person=person).values("nomination")


def is_named_as_member(person: User, nominations: QuerySet[Nomination]) -> bool:
    """Whether one of these names this person as part of its team."""
    return Member.objects.filter(person=person, nomination__in=nominations).exists()


def waiting_members(cycle: Cycle) -> QuerySet[Member]:
    """Every member of a cycle's teams of whom it is not known who is meant, whoever it is about."""
    return Member.objects.filter(
        person=None, outside=False, nomination__cycle=cycle, nomination__state__in=MATCHED_STATES
    )


def how_many_wait(cycle: Cycle) -> Combinable:
    """How many these are, as a column of another query."""
    counted = waiting_members(cycle).order_by().values("nomination__cycle").annotate(many=Count("pk"))
    return Coalesce(Subquery(counted.values("many")), 0)


def named_members(entries: Iterable[int]) -> dict[int | None, list[Member]]:
    """Everybody whom the accepted nominations of these entries (by id) name as part of the team, by entry; one query,
    none where no entry is asked for.
    """
    found: defaultdict[int | None, list[Member]] = defaultdict(list)
    ids = list(entries)
    if not ids:
        return found
    rows = Member.objects.filter(nomination__entry__in=ids, nomination__state=NominationState.ACCEPTED)
    for member in rows.select_related("person", "nomination"):
        found[member.nomination.entry_id].append(member)
    return found


def people_and_names(members: Iterable[Member]) -> tuple[list[User], list[str]]:
    """The people of the directory among them, and every name as it was given."""
    named = list(members)
    return [one.person for one in named if one.person is not None], [one.name_given for one in named if one.name_given]
