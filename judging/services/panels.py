from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import NotAllowed, Refused, StaleState
from judging.enums import AssignmentState, SeatRole
from judging.invitations import address_of
from judging.models import Panel, Seat
from judging.queries.seats import seats_of
from judging.services.messages import tell
from judging.services.sheets import move_sheet
from judging.stages import SEATING_STAGES
from programmes.models import Category, Cycle


@transaction.atomic
def make_panel(*, cycle: Cycle, actor: User | None) -> Panel:
    """The cycle's panel, made where there is none yet, with the quorum and the days for reviews of the one before."""
    panel, made = Panel.objects.get_or_create(cycle=cycle)
    if made:
        _take_over(panel, cycle)
        audit.record(verb="panel.made", target=panel, actor=actor)
    return panel


@transaction.atomic
def set_up_panel(*, cycle: Cycle, quorum: int | None, appeal_days: int, actor: User) -> Panel:
    """How many of the panel must take part, and for how many days after the announcement a review may be asked for.

    Raises Refused once the panel has decided: what was promised before holds.
    """
    if not actor.has_perm("judging.manage_panel", cycle):
        raise NotAllowed(_("The managers set up the panel."))
    _check_undecided(cycle)
    panel = make_panel(cycle=cycle, actor=actor)
    before = {"quorum": panel.quorum, "appeal_days": panel.appeal_days}
    wanted = {"quorum": quorum, "appeal_days": appeal_days}
    if before != wanted:
        Panel.objects.filter(pk=panel.pk).update(**wanted)
        panel.refresh_from_db()
        audit.record(verb="panel.set_up", target=panel, actor=actor, before=before, data=wanted)
    return panel


@transaction.atomic
def seat_judge(
    *,
    cycle: Cycle,
    judge: User,
    actor: User | None,
    role: str = SeatRole.JUDGE,
    categories: Collection[Category] = (),
    preferred: Collection[Category] = (),
    cap: int | None = None,
) -> Seat:
    """Give somebody a seat and invite them, or change the seat they have; ``categories`` empty means all, ``preferred``
    are those whose entries they get first.

    The same again changes nothing. Raises NotAllowed for a closed account and Refused once the panel is history.
    """
    _check_seating(cycle, judge, role, [*categories, *preferred])
    panel = make_panel(cycle=cycle, actor=actor)
    wanted = {"role": str(role), "cap": cap, "categories": _codes(categories), "preferred": _codes(preferred)}
    seat, made = Seat.objects.get_or_create(panel=panel, judge=judge, defaults={"role": role, "cap": cap})
    before = {
        "role": seat.role,
        "cap": seat.cap,
        "categories": _codes(seat.categories.all()),
        "preferred": _codes(seat.preferred.all()),
    }
    if not made and before == wanted and seat.left_at is None:
        return seat
    came_back = seat.left_at is not None
    seat.role, seat.cap = role, cap
    seat.save(update_fields=["role", "cap"])
    if came_back:
        _ask_anew(seat)
    seat.categories.set(categories)
    seat.preferred.set(preferred)
    audit.record(
        verb="judge.seated" if made or came_back else "judge.reseated",
        target=seat,
        actor=actor,
        before={} if made else before,
        data=wanted | {"judge": judge.pk},
    )
    if made or came_back:
        _invite(seat, cycle, categories)
    return seat


@transaction.atomic
def leave_seat(*, seat: Seat, actor: User | None) -> Seat:
    """End a judge's seat: what they have not sent is taken back, what they sent stays and counts.

    Raises StaleState when they have left already. The gap is filled when judges are assigned again.
    """
    if Seat.objects.filter(pk=seat.pk, left_at=None).update(left_at=timezone.now()) != 1:
        raise StaleState(_("This judge has already left the panel."))
    seat.refresh_from_db()
    audit.record(verb="judge.left", target=seat, actor=actor, data={"judge": seat.judge_id})
    for sheet in seat.assignments.filter(state__in=[AssignmentState.ASSIGNED, AssignmentState.STARTED]):
        move_sheet(sheet=sheet, to=AssignmentState.WITHDRAWN, actor=actor, verb="sheet.withdrawn")
    return seat


def _check_seating(cycle: Cycle, judge: User, role: str, categories: Collection[Category]) -> None:
    if not judge.is_active:
        raise NotAllowed(_("%(judge)s has no open account and cannot judge.") % {"judge": judge.email})
    if judge.is_external and role == SeatRole.CHAIR:
        raise NotAllowed(_("Somebody of the organisation chairs: the chair sees who stands aside and why."))
    _check_undecided(cycle)
    if any(category.rulebook_id != cycle.rulebook_id for category in categories):
        raise Refused(_("A category is not one of those in the rules of %(cycle)s.") % {"cycle": cycle.label})


def _check_undecided(cycle: Cycle) -> None:
    if cycle.stage not in SEATING_STAGES:
        raise Refused(_("The panel of %(cycle)s has decided and does not change.") % {"cycle": cycle.label})


def _take_over(panel: Panel, cycle: Cycle) -> None:
    earlier = Panel.objects.filter(cycle__programme=cycle.programme, cycle__opens_at__lt=cycle.opens_at)
    before = earlier.order_by("-cycle__opens_at").first()
    if before is not None:
        panel.quorum, panel.appeal_days = before.quorum, before.appeal_days
        panel.save(update_fields=["quorum", "appeal_days"])


def _codes(categories: Iterable[Category]) -> list[str]:
    return sorted(category.code for category in categories)


def _ask_anew(seat: Seat) -> None:
    """Who comes back is asked as if for the first time: the answer to the earlier invitation no longer holds."""
    seat.left_at = seat.terms = seat.signed_at = None
    seat.declined_because = seat.declined_words = ""
    seat.save(update_fields=["left_at", "terms", "signed_at", "declined_because", "declined_words"])
    seat.close_ties.all().delete()


def _invite(seat: Seat, cycle: Cycle, categories: Collection[Category]) -> None:
    titles = [category.title for category in categories]
    tell(
        template="judge_invitation",
        seat=seat,
        cycle=cycle,
        context={"category_title": ", ".join(titles) or _("all categories")},
        path=address_of(seat.pk, outside=seat.judge.is_external),
        key=f"{cycle.label}:seat:{seat.pk}:{seats_of(cycle).count()}",
    )
