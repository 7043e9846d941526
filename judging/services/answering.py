"""How somebody answers the invitation to a panel: they sign the terms, or decline with a reason."""

from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.refusals import NotAllowed, Refused, StaleState
from communications import services as communications
from judging.enums import DeclineReason, SeatRole
from judging.models import CloseTie, Seat, Terms
from judging.queries.seats import seats_of
from judging.queries.terms import InForce, terms_for
from judging.refusals import ReasonTooShort
from judging.services.conflicts import find_conflicts
from judging.services.filling import fill_gaps, leave_panel
from judging.services.one_at_a_time import hold_panel
from judging.stages import SEATING_STAGES
from programmes.models import Cycle


@transaction.atomic
def sign_terms(
    *, seat: Seat, digest: str, actor: User, close_to: Collection[User] = (), cap: int | None = None
) -> Seat:
    """Take the seat. ``digest`` is of the words that were read; ``close_to`` are people whom this judge must not judge, which
    stays between them and the chair; ``cap`` is the most stories they take, where that is less than they were asked for.

    Raises NotAllowed for anybody but the judge, StaleState where the words changed meanwhile or the seat is answered.
    """
    cycle = _check(seat, actor)
    hold_panel(cycle)
    terms = terms_for(cycle)
    if terms.digest != digest:
        raise StaleState(_("The terms have changed since you opened the page. Please read them again."))
    unanswered = Seat.objects.filter(pk=seat.pk, signed_at=None, left_at=None)
    if unanswered.update(terms=_row_of(terms), signed_at=timezone.now(), cap=_lower(seat.cap, cap)) != 1:
        raise StaleState(_("You have already answered this invitation."))
    seat.refresh_from_db()
    audit.record(verb="terms.signed", target=seat, actor=actor, data={"sha256": terms.digest, "cap": seat.cap})
    _keep_ties(seat, close_to, cycle)
    return seat


@transaction.atomic
def decline_seat(*, seat: Seat, reason: str, actor: User, words: str = "") -> Seat:
    """Decline, or give a seat back that was taken: the reason goes to managers and chair, the entries to other judges.

    Raises NotAllowed for anybody but the judge, StaleState where the seat has ended, ReasonTooShort for "other" without words.
    """
    cycle = _check(seat, actor)
    words = words.strip()[:400]
    if reason not in DeclineReason.values or (reason == DeclineReason.OTHER and not words):
        raise ReasonTooShort(_("Say in a few words why you can’t, so that the panel can be put together well."))
    leave_panel(seat=seat, actor=actor)
    Seat.objects.filter(pk=seat.pk).update(declined_because=reason, declined_words=words)
    seat.refresh_from_db()
    audit.record(verb="seat.declined", target=seat, actor=actor, data={"reason": reason})
    _tell_who_asked(seat, cycle)
    return seat


def _check(seat: Seat, actor: User) -> Cycle:
    cycle: Cycle = seat.panel.cycle
    if seat.judge_id != actor.pk:
        raise NotAllowed(_("Everybody answers their own invitation."))
    if cycle.stage not in SEATING_STAGES:
        raise Refused(_("The panel of %(cycle)s has decided; there is nothing to answer any more.") % {"cycle": cycle})
    return cycle


def _row_of(terms: InForce) -> Terms:
    if terms.row is not None:
        return terms.row
    row, _made = Terms.objects.get_or_create(
        programme=None, digest=terms.digest, written_by=None, defaults={"text": terms.text}
    )
    return row


def _lower(asked: int | None, own: int | None) -> int | None:
    """The lower of what was asked for and what the judge takes; None is no limit."""
    return min((limit for limit in (asked, own) if limit is not None), default=None)


def _keep_ties(seat: Seat, close_to: Collection[User], cycle: Cycle) -> None:
    others = {person.pk for person in close_to} - {seat.judge_id}
    CloseTie.objects.bulk_create([CloseTie(seat=seat, person_id=person) for person in sorted(others)])
    if others and find_conflicts(cycle=cycle, actor=None):
        fill_gaps(cycle=cycle)


def _tell_who_asked(seat: Seat, cycle: Cycle) -> None:
    """Managers and chair hear who declined and why."""
    chairs = {other.judge for other in seats_of(cycle) if other.role == SeatRole.CHAIR}
    for person in sorted({*cycle.programme.managers.filter(is_active=True), *chairs}, key=lambda one: one.pk):
        communications.write(
            template="judge_declined",
            to=person,
            context={
                "recipient_name": person.short_name,
                "judge_name": seat.judge.full_name,
                "programme_title": cycle.programme.title,
                "cycle_name": cycle.known_as,
                "reason": str(DeclineReason(seat.declined_because).label),
                "words": seat.declined_words or _("No more was said."),
                "link": f"{settings.SITE_URL}{reverse('judging:seats', args=[cycle.programme.slug, cycle.name])}",
                "organisation_name": the_organisation().name,
            },
            dedupe_key=f"judge_declined:{seat.pk}:{seat.left_at:%Y%m%d%H%M%S}:{person.pk}",
            programme=cycle.programme.slug,
        )
