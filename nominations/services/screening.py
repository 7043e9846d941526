"""Look at nominations before judging: accept, decline, undo."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.organisation import the_organisation
from audit.refusals import IllegalMove, NotAllowed, NotReady, StaleState
from nominations.enums import NominationState
from nominations.models import Nomination, Nominee, Screening
from nominations.queries.eligibility import reasons_against, speaks_against
from nominations.queries.nominations import for_screening, to_screen
from nominations.queries.window import lets_support
from nominations.refusals import NomineeUnknown
from nominations.rules import is_its_nominee
from nominations.services import letters
from nominations.services.entries import join_entries, leave_entry
from nominations.services.flagging import look_at_all, set_aside
from nominations.services.members import know_members
from nominations.services.moving import move_nomination, move_nominations
from nominations.services.redacting import propose_redactions
from nominations.services.rights import require_before_judging, require_manages, require_may_screen
from nominations.services.supporters import release_supporters, reopen_supporters
from programmes.models import Cycle, EligibilityRule

BATCH = 500


@dataclass(frozen=True)
class Screened:
    """What came of looking at many: what was accepted, and what was left, each with the words that speak against it."""

    accepted: list[Nomination] = field(default_factory=list)
    left: list[tuple[Nomination, list[str]]] = field(default_factory=list)


@transaction.atomic
def accept_eligible(*, cycle: Cycle, actor: User, ids: Sequence[int] | None = None) -> Screened:
    """Accept every nomination that waits (of ``ids``, where given) and that no rule speaks against; leave the rest.

    What the actor wrote, or what is about them, is left for somebody else. Raises NotAllowed, or NotReady once judging began.
    """
    require_manages(actor, cycle)
    require_before_judging(cycle)
    look_at_all(cycle)
    waiting = for_screening(to_screen(cycle)).order_by("pk")
    chosen = None if ids is None else set(ids)
    nominations = [nomination for nomination in waiting if chosen is None or nomination.pk in chosen]
    reasons = reasons_against(cycle, nominations)
    screened = Screened()
    for nomination in nominations:
        nomination.cycle = cycle
        against = [reason.text for reason in speaks_against(reasons[nomination.pk])]
        if _is_about_or_by(actor, nomination):
            against.insert(0, _("You are its nominee or its nominator, so somebody else must look at it."))
        if against:
            screened.left.append((nomination, against))
        else:
            screened.accepted.append(nomination)
    _accept(cycle, screened.accepted, actor)
    along = _accept_supporters(cycle, screened.accepted, actor)
    went = {nomination.pk for nomination in along}
    screened.accepted.extend(along)
    screened.left[:] = [(nomination, against) for nomination, against in screened.left if nomination.pk not in went]
    return screened


@transaction.atomic
def accept(*, nomination: Nomination, actor: User, reason: str = "") -> Nomination:
    """Accept one nomination into the entry of its nominee. What speaks against it needs a written reason to be set aside.

    Raises NotAllowed, NomineeUnknown, NotReady naming what speaks against it, IllegalMove, StaleState.
    """
    require_may_screen(actor, nomination)
    require_before_judging(nomination.cycle)
    against = speaks_against(reasons_against(nomination.cycle, [nomination])[nomination.pk])
    final = [one.text for one in against if one.final]
    if final:
        raise NomineeUnknown(" ".join(final))
    if against and not reason.strip():
        raise NotReady(_("Say why it goes to the judges all the same:"), [one.text for one in against])
    if nomination.state == NominationState.ACCEPTED:
        raise IllegalMove(_("Nomination %(reference)s has already been accepted.") % {"reference": nomination})
    _accept(nomination.cycle, [nomination], actor, reason=reason.strip())
    _accept_supporters(nomination.cycle, [nomination], actor)
    if any(one.flagged for one in against):
        set_aside(nomination=nomination, actor=actor, reason=reason)
    return nomination


@transaction.atomic
def decline(*, nomination: Nomination, actor: User, reason: str, rule: EligibilityRule | None = None) -> Nomination:
    """Decline a nomination by oneself, with the reason that its nominator is told.

    Raises NotAllowed (also where the programme wants a second person to confirm it), NotReady, IllegalMove, StaleState.
    """
    if nomination.cycle.programme.second_look:
        raise NotAllowed(_("In this programme a second person confirms each decline: propose it."))
    return decline_now(nomination=nomination, actor=actor, reason=reason, rule=rule)


@transaction.atomic
def decline_now(
    *,
    nomination: Nomination,
    actor: User,
    reason: str,
    rule: EligibilityRule | None = None,
    proposed_by: int | None = None,
) -> Nomination:
    """Decline it, whoever proposed that; ``proposed_by`` is the id of the first of two people. Raises as ``decline`` does."""
    require_may_screen(actor, nomination)
    require_before_judging(nomination.cycle)
    if not reason.strip():
        raise NotReady(_("Say why it is declined: its nominator reads these words."))
    entry = nomination.entry
    move_nomination(
        nomination=nomination,
        to=NominationState.DECLINED,
        verb="nomination.declined",
        actor=actor,
        changes={"entry": None},
        data={"rule": rule.code if rule else "", **({"proposed_by": proposed_by} if proposed_by else {})},
    )
    release_supporters(lead=nomination, to=NominationState.DECLINED, actor=actor)
    leave_entry(entry=entry, actor=actor)
    look = Screening.objects.create(nomination=nomination, eligible=False, rule=rule, reason=reason.strip(), by=actor)
    letters.say_declined(nomination, reason=reason.strip(), look=look.pk)
    return nomination


@transaction.atomic
def undo(*, nomination: Nomination, actor: User) -> Nomination:
    """Put an accepted or declined nomination back to be screened. Raises NotAllowed, NotReady, IllegalMove, StaleState."""
    require_may_screen(actor, nomination)
    require_before_judging(nomination.cycle)
    entry = nomination.entry
    move_nomination(
        nomination=nomination,
        to=NominationState.SUBMITTED,
        verb="nomination.reopened",
        actor=actor,
        changes={"entry": None},
    )
    reopen_supporters(lead=nomination, actor=actor)
    leave_entry(entry=entry, actor=actor)
    return nomination


def _is_about_or_by(actor: User, nomination: Nomination) -> bool:
    nominee = nomination.nominee
    own_team = nominee.team_id is not None and nominee.team_id == actor.team_id
    return actor.pk in {nominee.person_id, nomination.nominator_id} or own_team or is_its_nominee(actor, nomination)


def _accept_supporters(cycle: Cycle, leads: Sequence[Nomination], actor: User) -> list[Nomination]:
    """Accept what supports these along with them, where nothing speaks against it; returns it."""
    if not lets_support(cycle):
        return []
    waiting = list(for_screening(to_screen(cycle).filter(supports__in=leads)).order_by("pk"))
    reasons = reasons_against(cycle, waiting)
    along = [one for one in waiting if not speaks_against(reasons[one.pk]) and not _is_about_or_by(actor, one)]
    for nomination in along:
        nomination.cycle = cycle
    if along:
        _accept(cycle, along, actor)
    return along


def _accept(cycle: Cycle, nominations: list[Nomination], actor: User, reason: str = "") -> None:
    join_entries(cycle=cycle, nominations=nominations, actor=actor)
    move_nominations(nominations=nominations, to=NominationState.ACCEPTED, verb="nomination.accepted", actor=actor)
    _require_still_meant(nominations)
    know_members(nominations)
    propose_redactions(cycle=cycle, nominations=nominations, actor=actor)
    looks = [Screening(nomination=nomination, eligible=True, reason=reason, by=actor) for nomination in nominations]
    Screening.objects.bulk_create(looks, batch_size=BATCH)
    organisation = the_organisation()
    for look in looks:
        if look.nomination.supports_id is None:
            letters.say_accepted(look.nomination, look=look.pk, organisation=organisation)


def _require_still_meant(nominations: Sequence[Nomination]) -> None:
    """Raise StaleState where somebody has said since the nominations were read that one of them means somebody else."""
    for start in range(0, len(nominations), BATCH):
        some = {one.nominee_id: one.nominee for one in nominations[start : start + BATCH]}
        for pk, person, team in Nominee.objects.filter(pk__in=some).values_list("pk", "person", "team"):
            if (person, team) != (some[pk].person_id, some[pk].team_id):
                raise StaleState(_("Somebody has said meanwhile that another is meant; nothing was done."))
