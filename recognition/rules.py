"""Who may do what with an award."""

import rules

from accounts.models import User
from accounts.rules import is_active_person
from nominations.rules import is_the_nominee
from recognition.models import Award


@rules.predicate
def may_consent(user: User, award: Award | None) -> bool:
    """Is the person who is honoured, or the leader of the team."""
    if award is None or not user.is_authenticated or not user.is_active:
        return False
    entry = award.decision.entry
    if entry.person_id is not None:
        return bool(entry.person_id == user.pk)
    return entry.team is not None and entry.team.leader_id == user.pk


rules.add_perm("recognition.read_entry", is_active_person)
rules.add_perm("recognition.consent", may_consent)
rules.add_perm("recognition.own_certificate", is_the_nominee)
