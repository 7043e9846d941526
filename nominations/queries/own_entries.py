"""Which entries are about somebody: themselves, the team that they belong to or lead, or one that they are named in."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from nominations.enums import NominationState
from nominations.models import Member
from prepared import Place


def entries_about(person: User, *, path: str = "") -> Q:
    """The condition that an entry is about this person, as ``nominations.rules.is_the_nominee`` says of one.

    ``path`` leads from the rows that are asked for to the entry: ``"entry__"``.
    """
    ways = each_way_about(person, person.team_id or 0, path=path)
    return reduce(or_, ways if person.team_id else ways[:-1])


def each_way_about(person: User | Place, team: int | Place, *, path: str = "") -> list[Q]:
    """The same as conditions of which one holds; ``team`` is the person's own, 0 for none. Asked each by itself, a database
    looks up the few entries of that person: as one condition it would read all.
    """
    named = {"person": person, "team__leader": person, "pk__in": named_in(person), "team": team}
    return [Q(**{f"{path}{field}": value}) for field, value in named.items()]


def named_in(person: User | Place) -> QuerySet[Member, Any]:
    """The ids of the entries of teams whose accepted nominations name this person as a member."""
    named = Member.objects.filter(person=person, nomination__state=NominationState.ACCEPTED)
    return named.exclude(nomination__entry=None).order_by().values("nomination__entry")
