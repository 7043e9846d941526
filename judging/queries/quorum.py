"""Whether enough of a panel have taken part for it to decide."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.enums import AssignmentState, SeatRole
from judging.models import Assignment, Panel, Seat
from programmes.models import Cycle


@dataclass(frozen=True)
class Answers:
    """How the people asked to judge have answered: how many signed, and who has not answered yet or has declined."""

    accepted: int
    waiting: list[Seat]
    declined: list[Seat]


def answers_of(cycle: Cycle) -> Answers:
    """The answers of everybody who was asked, chair included; one query."""
    asked = Seat.objects.filter(panel__cycle=cycle).select_related("judge").order_by("judge__full_name")
    seats = list(asked.only("left_at", "signed_at", "declined_because", "declined_words", "judge__full_name"))
    return Answers(
        accepted=sum(seat.left_at is None and seat.signed_at is not None for seat in seats),
        waiting=[seat for seat in seats if seat.left_at is None and seat.signed_at is None],
        declined=[seat for seat in seats if seat.declined_because],
    )


def taking_part(cycle: Cycle) -> int:
    """How many judges have accepted: they signed the terms, or sent sheets (a spreadsheet's scores were taken for them)."""
    sent = Assignment.objects.filter(seat=OuterRef("pk"), state=AssignmentState.SUBMITTED)
    judges = Seat.objects.filter(panel__cycle=cycle, role=SeatRole.JUDGE)
    return judges.filter(Q(left_at=None, signed_at__isnull=False, judge__is_active=True) | Exists(sent)).count()


def short_of_quorum(cycle: Cycle) -> list[str]:
    """What is missing, in words; nothing where the panel needs no quorum or has it."""
    quorum = Panel.objects.filter(cycle=cycle).values_list("quorum", flat=True).first()
    have = taking_part(cycle) if quorum else 0
    if not quorum or have >= quorum:
        return []
    words = ngettext(
        "The panel’s quorum is %(quorum)d judge; %(have)d has accepted.",
        "The panel’s quorum is %(quorum)d judges; %(have)d have accepted.",
        quorum,
    )
    return [words % {"quorum": quorum, "have": have}]


def meeting_short_of_quorum(cycle: Cycle) -> list[str]:
    """The same for the meeting: of a panel with a quorum so many must have attended, once attendance is recorded."""
    quorum = Panel.objects.filter(cycle=cycle).values_list("quorum", flat=True).first()
    if not quorum:
        return []
    panel = Seat.objects.filter(panel__cycle=cycle, left_at=None).values("judge")
    attended = cycle.deliberation.attended.filter(pk__in=panel).count() if hasattr(cycle, "deliberation") else None
    if attended is None or attended >= quorum:
        return []
    return [
        _("%(attended)d of the panel attended the meeting; its quorum is %(quorum)d.")
        % {"attended": attended, "quorum": quorum}
    ]
