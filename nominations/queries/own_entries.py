"""Which entries are about somebody: themselves, the team that they belong to or lead, or one that they are named in."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from nominations.enums import NominationState
from nominations.models import Member


def entries_about(person: User, *, path: str = "") -> Q:
    """The condition that an entry is about this person, as ``nominations.rules.is_the_nominee`` says of one.

    ``path`` leads from the rows that are asked for to the entry: ``"entry__"``.
    """
    found = (
        Q(**{f"{path}person": person}) | Q(**{f"{path}team__leader": person}) | Q(**{f"{path}pk__in": named_in(person)})
    )
    return found | Q(**{f"{path}team": person.team_id}) if person.team_id else found


def named_in(person: User) -> QuerySet[Member, Any]:
    """The ids of the entries of teams whose accepted nominations name this person as a member."""
    named = Member.objects.filter(person=person, nomination__state=NominationState.ACCEPTED)
    return named.exclude(nomination__entry=None).order_by().values("nomination__entry")
