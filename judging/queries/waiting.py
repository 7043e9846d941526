from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from judging.enums import ConflictState, DecisionState, SeatRole
from judging.models import Conflict, Decision, Seat
from judging.queries.sheets import UNSENT, own_sheets
from programmes.enums import Stage
from programmes.models import Cycle


def waiting(person: User) -> list[dict[str, Any]]:
    """What of judging waits for this person: sheets to score, conflicts to rule on, decisions to confirm."""
    seats = list(
        Seat.objects.filter(
            judge=person, left_at=None, panel__cycle__stage__in=[Stage.JUDGING, Stage.DELIBERATING]
        ).select_related("panel__cycle__programme")
    )
    if not seats:
        return []
    return [*_sheets(person, seats), *_conflicts(person, seats), *_decisions(person, seats)]


def _sheets(person: User, seats: list[Seat]) -> list[dict[str, Any]]:
    cycles = {seat.panel.cycle_id: seat.panel.cycle for seat in seats if seat.panel.cycle.stage == Stage.JUDGING}
    unsent = own_sheets(person).filter(state__in=UNSENT, seat__panel__cycle__in=cycles)
    counts = unsent.order_by().values_list("seat__panel__cycle_id").annotate(Count("pk"))
    return [
        {
            "title": ngettext("%(n)d story to score", "%(n)d stories to score", count) % {"n": count},
            "detail": _named(cycles[cycle]),
            "url": _panel(cycles[cycle]),
            "button": _("Open your panel"),
            "due": localdate(cycles[cycle].deliberating_at),
        }
        for cycle, count in counts
    ]


def _conflicts(person: User, seats: list[Seat]) -> list[dict[str, Any]]:
    chaired = {seat.panel.cycle_id: seat.panel.cycle for seat in seats if seat.role == SeatRole.CHAIR}
    if not chaired:
        return []
    waiting_here = Conflict.objects.filter(
        seat__panel__cycle__in=chaired, state=ConflictState.OPEN, source="declared"
    ).exclude(seat__judge=person)
    counts = waiting_here.order_by().values_list("seat__panel__cycle_id").annotate(Count("pk"))
    return [
        {
            "title": ngettext("%(n)d conflict to rule on", "%(n)d conflicts to rule on", count) % {"n": count},
            "detail": _named(chaired[cycle]),
            "url": reverse("judging:seats", args=[chaired[cycle].programme.slug, chaired[cycle].name]),
            "button": _("Rule on it"),
            "due": localdate(chaired[cycle].deliberating_at),
        }
        for cycle, count in counts
    ]


def _decisions(person: User, seats: list[Seat]) -> list[dict[str, Any]]:
    chaired = {seat.panel.cycle_id: seat.panel.cycle for seat in seats if seat.role == SeatRole.CHAIR}
    if not chaired:
        return []
    proposed = Decision.objects.filter(cycle__in=chaired, state=DecisionState.PROPOSED).exclude(proposed_by=person)
    counts = proposed.order_by().values_list("cycle_id").annotate(Count("pk"))
    return [
        {
            "title": ngettext("%(n)d decision to confirm", "%(n)d decisions to confirm", count) % {"n": count},
            "detail": _named(chaired[cycle]),
            "url": reverse("judging:results", args=[chaired[cycle].programme.slug, chaired[cycle].name]),
            "button": _("Read and confirm"),
            "due": localdate(chaired[cycle].announce_at),
        }
        for cycle, count in counts
    ]


def _named(cycle: Cycle) -> str:
    return f"{cycle.programme.title}, {cycle.known_as}"


def _panel(cycle: Cycle) -> str:
    return f"{reverse('judging:panel')}?cycle={cycle.label}"
