"""Say who one of the members of a nominated team is, that it is nobody of ours, or take either back."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import Refused, StaleState
from nominations.models import Member
from nominations.queries.members import MATCHED_STATES
from nominations.queries.members_to_match import members_to_match, rows_of
from nominations.queries.suggestions import clear_first
from nominations.services.redacting import find_afresh
from nominations.services.rights import require_before_judging, require_manages, require_may_screen
from programmes.models import Cycle


@transaction.atomic
def match_member(*, member: Member, actor: User, person: User) -> Member:
    """Match a member whose name was given in words to a person; the name as given stays, and so does what they did.

    Whoever reads the member sees the person from then on; in what goes to the judges already, what gives them away is looked
    for again. Raises NotAllowed, NotReady once judging began, StaleState when somebody was faster, Refused where the same
    nomination names the person already.
    """
    _require_may(actor, member)
    waiting = Member.objects.filter(pk=member.pk, person=None)
    try:
        with transaction.atomic():
            _claim(member, waiting, person=person, outside=False)
    except IntegrityError as error:
        raise Refused(
            _("%(reference)s names %(name)s already, in other words.")
            % {"reference": member.nomination, "name": person.full_name}
        ) from error
    data = {"member": member.pk, "person": person.pk}
    audit.record(verb="nomination.member_matched", target=member.nomination, actor=actor, data=data)
    find_afresh(nomination=member.nomination, actor=actor)
    return member


@transaction.atomic
def match_clear_members(*, cycle: Cycle, actor: User, ids: Sequence[int]) -> list[Member]:
    """Match each of these members to the first suggestion, where that is clear and not the actor; returns those matched."""
    require_manages(actor, cycle)
    matched: list[Member] = []
    taken: set[tuple[int, int]] = set()
    for row in rows_of(list(members_to_match(cycle, actor).filter(pk__in=ids))):
        best = clear_first(row.suggestions)
        if best is None or best.pk == actor.pk or (row.member.nomination_id, best.pk) in taken:
            continue
        taken.add((row.member.nomination_id, best.pk))
        matched.append(match_member(member=row.member, actor=actor, person=User.objects.get(pk=best.pk)))
    return matched


@transaction.atomic
def mark_member_not_ours(*, member: Member, actor: User) -> Member:
    """Say that a member is nobody of this organisation: they stay named, and their name waits no more.

    Raises NotAllowed, NotReady once judging began, StaleState when they were matched meanwhile.
    """
    _require_may(actor, member)
    _claim(member, Member.objects.filter(pk=member.pk, person=None, outside=False), person=None, outside=True)
    audit.record(verb="nomination.member_not_ours", target=member.nomination, actor=actor, data={"member": member.pk})
    return member


@transaction.atomic
def take_back_member(*, member: Member, actor: User) -> Member:
    """Take back who a member is, however it came to be known, or that they are nobody of ours: the name waits again.

    Nothing matches it by itself from then on. Raises NotAllowed, NotReady once judging began, StaleState where there is
    nothing to take back or no name is left to go back to.
    """
    _require_may(actor, member)
    known = Member.objects.filter(Q(person__isnull=False) | Q(outside=True), pk=member.pk).exclude(name_given="")
    before = {"person": member.person_id, "outside": member.outside}
    _claim(member, known, person=None, outside=False)
    audit.record(
        verb="nomination.member_taken_back",
        target=member.nomination,
        actor=actor,
        before=before,
        data={"member": member.pk},
    )
    find_afresh(nomination=member.nomination, actor=actor)
    return member


def _require_may(actor: User, member: Member) -> None:
    require_may_screen(actor, member.nomination)
    require_before_judging(member.nomination.cycle)


def _claim(member: Member, waiting: QuerySet[Member], *, person: User | None, outside: bool) -> None:
    """The conditional UPDATE decides between two who say so at once."""
    live = waiting.filter(nomination__state__in=MATCHED_STATES)
    now = timezone.now()
    if live.update(person=person, outside=outside, said_at=now) != 1:
        raise StaleState(_("“%(name)s” does not wait for that any more.") % {"name": member.name_given or member.name})
    member.person, member.outside, member.said_at = person, outside, now
