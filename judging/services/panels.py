from collections.abc import Collection

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import NotAllowed, Refused, StaleState
from judging.enums import AssignmentState, SeatRole
from judging.models import Panel, Seat
from judging.queries.seats import seats_of
from judging.services.messages import tell
from judging.services.sheets import move_sheet
from programmes.enums import Stage
from programmes.models import Category, Cycle

# Until the winners are public a panel can still change; afterwards it is history.
SEATING_STAGES = (Stage.PLANNED, Stage.OPEN, Stage.SCREENING, Stage.JUDGING, Stage.DELIBERATING)


@transaction.atomic
def make_panel(*, cycle: Cycle, actor: User | None) -> Panel:
    """The cycle's panel, made where there is none yet."""
    panel, made = Panel.objects.get_or_create(cycle=cycle)
    if made:
        audit.record(verb="panel.made", target=panel, actor=actor)
    return panel


@transaction.atomic
def seat_judge(
    *,
    cycle: Cycle,
    judge: User,
    actor: User | None,
    role: str = SeatRole.JUDGE,
    categories: Collection[Category] = (),
    cap: int | None = None,
) -> Seat:
    """Give somebody a seat and invite them, or change the seat they have; ``categories`` empty means all.

    The same again changes nothing. Raises NotAllowed for a closed account and Refused once the panel is history.
    """
    _check_seating(cycle, judge, categories)
    panel = make_panel(cycle=cycle, actor=actor)
    wanted = {"role": str(role), "cap": cap, "categories": sorted(category.code for category in categories)}
    seat, made = Seat.objects.get_or_create(panel=panel, judge=judge, defaults={"role": role, "cap": cap})
    before = {"role": seat.role, "cap": seat.cap, "categories": sorted(c.code for c in seat.categories.all())}
    if not made and before == wanted and seat.left_at is None:
        return seat
    came_back = seat.left_at is not None
    seat.role, seat.cap, seat.left_at = role, cap, None
    seat.save(update_fields=["role", "cap", "left_at"])
    seat.categories.set(categories)
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


def _check_seating(cycle: Cycle, judge: User, categories: Collection[Category]) -> None:
    if not judge.is_active:
        raise NotAllowed(_("%(judge)s has no open account and cannot judge.") % {"judge": judge.email})
    if cycle.stage not in SEATING_STAGES:
        raise Refused(_("The panel of %(cycle)s has decided and does not change.") % {"cycle": cycle.label})
    if any(category.rulebook_id != cycle.rulebook_id for category in categories):
        raise Refused(_("A category is not one of those in the rules of %(cycle)s.") % {"cycle": cycle.label})


def _invite(seat: Seat, cycle: Cycle, categories: Collection[Category]) -> None:
    titles = [category.title for category in categories]
    tell(
        template="judge_invitation",
        seat=seat,
        cycle=cycle,
        context={"category_title": ", ".join(titles) or _("all categories")},
        path=reverse("judging:panel"),
        key=f"{cycle.label}:seat:{seat.pk}:{seats_of(cycle).count()}",
    )
