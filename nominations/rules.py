"""Who may read and screen a nomination. A nominee may not, in whatever office; nor may anybody who is not named here."""

import rules

from accounts.models import User
from accounts.rules import is_administrator
from nominations.enums import AttachmentState, NominationState
from nominations.models import Attachment, Entry, Nomination
from nominations.queries.members import is_named_as_member
from programmes.enums import NomineeKind


@rules.predicate
def is_its_nominator(user: User, nomination: Nomination | None) -> bool:
    """Wrote it."""
    return nomination is not None and bool(user.is_active) and nomination.nominator_id == user.pk


@rules.predicate
def is_its_nominee(user: User, nomination: Nomination | None) -> bool:
    """Is named in it: alone, as one of the team or its leader, or as somebody who did a part of it."""
    if nomination is None:
        return False
    nominee = nomination.nominee
    if nominee.team is None:
        return bool(nominee.person_id == user.pk) or _named_as_member(user, nomination)
    theirs = nominee.team_id == user.team_id or nominee.team.leader_id == user.pk
    return theirs or _named_as_member(user, nomination)


def _named_as_member(user: User, nomination: Nomination) -> bool:
    """One query, and none for a nomination of a person."""
    if nomination.category.nominee != NomineeKind.TEAM or not user.is_authenticated:
        return False
    return nomination.members.filter(person=user).exists()


@rules.predicate
def is_the_nominee(user: User, entry: Entry | None) -> bool:
    """Is the person who was nominated, or leads or belongs to the team, or is named as part of it."""
    if entry is None or not user.is_authenticated or not user.is_active:
        return False
    if entry.person_id is not None:
        return bool(entry.person_id == user.pk)
    if entry.team is None:
        return False
    if entry.team_id == user.team_id or entry.team.leader_id == user.pk:
        return True
    return is_named_as_member(user, entry.nominations.filter(state=NominationState.ACCEPTED))


@rules.predicate
def manages_its_programme(user: User, nomination: Nomination | None) -> bool:
    """Is one of the managers of its programme."""
    if nomination is None or not user.is_authenticated or not user.is_active:
        return False
    if getattr(nomination, "manager_id", None) == user.pk:  # said by the query that found it for them
        return True
    return user.programmes_managed.filter(pk=nomination.cycle.programme_id).exists()


@rules.predicate
def is_a_draft(user: User, nomination: Nomination | None) -> bool:
    """Has not been sent; nobody but its nominator sees it."""
    return nomination is not None and nomination.state == NominationState.DRAFT


@rules.predicate
def reads_its_nomination(user: User, attachment: Attachment | None) -> bool:
    """May read the nomination that the file came with."""
    return attachment is not None and user.has_perm("nominations.read", attachment.nomination)


@rules.predicate
def can_be_opened(user: User, attachment: Attachment | None) -> bool:
    """Nothing speaks against the file, and nothing is still being looked for in it."""
    return attachment is not None and attachment.state == AttachmentState.KEPT


@rules.predicate
def screens_its_nomination(user: User, attachment: Attachment | None) -> bool:
    """May screen the nomination that the file came with."""
    return attachment is not None and user.has_perm("nominations.screen", attachment.nomination)


runs_it = is_administrator | manages_its_programme

rules.add_perm("nominations.read", is_its_nominator | (runs_it & ~is_its_nominee & ~is_a_draft))
rules.add_perm("nominations.change_draft", is_its_nominator & is_a_draft)
rules.add_perm("nominations.withdraw", is_its_nominator)
rules.add_perm("nominations.screen", runs_it & ~is_its_nominee & ~is_its_nominator & ~is_a_draft)
# A customer has no account: their signed token opens their files (nominations.views.files). Judges: see judging.rules.
rules.add_perm("nominations.open_file", reads_its_nomination & can_be_opened)
rules.add_perm("nominations.show_file", screens_its_nomination & can_be_opened)
