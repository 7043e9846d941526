"""Which entries are about somebody: themselves, the team that they belong to, or one that they lead."""

from django.db.models import Q

from accounts.models import User


def entries_about(person: User, *, path: str = "") -> Q:
    """The condition that an entry is about this person, as ``nominations.rules.is_the_nominee`` says of one.

    ``path`` leads from the rows that are asked for to the entry: ``"entry__"``.
    """
    found = Q(**{f"{path}person": person}) | Q(**{f"{path}team__leader": person})
    return found | Q(**{f"{path}team": person.team_id}) if person.team_id else found
