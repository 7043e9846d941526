from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from judging.enums import STANDING_CONFLICTS, ConflictState, DecisionState, SeatRole
from judging.models import Assignment, Conflict, Decision, Seat
from judging.queries.reviews import to_review_by
from judging.queries.sheets import UNSENT, own_sheets
from judging.stages import SEATING_STAGES
from nominations.models import Entry
from nominations.queries.own_entries import entries_about
from programmes.enums import Stage
from programmes.models import Cycle


def invitations_waiting(person: User) -> list[QuerySet[Any]]:
    """What ``invitations_for`` is made of, one row a thing, for the top bar's count."""
    return [_unanswered(person).values("pk")]


def reviews_waiting(person: User) -> list[QuerySet[Any]]:
    """The same of ``reviews_for``."""
    return [to_review_by(person).order_by().values("pk")]


def panels_waiting(person: User) -> list[QuerySet[Any]]:
    """The same of ``of_panels``."""
    return [
        _unsent(person).values("seat__panel__cycle").distinct(),
        _unruled(person).values("seat__panel__cycle").distinct(),
        _unconfirmed(person).values("cycle").distinct(),
    ]


def waiting(person: User) -> list[dict[str, Any]]:
    """What of judging waits for this person: invitations, sheets to score, conflicts to rule on, decisions to confirm."""
    return [*invitations_for(person), *reviews_for(person), *of_panels(person)]


def of_panels(person: User) -> list[dict[str, Any]]:
    at_work = Seat.objects.filter(
        judge=person, left_at=None, panel__cycle__stage__in=[Stage.JUDGING, Stage.DELIBERATING]
    ).select_related("panel__cycle__programme")
    cycles = {seat.panel.cycle_id: seat.panel.cycle for seat in at_work}
    if not cycles:
        return []
    if not any(seat.role == SeatRole.CHAIR for seat in at_work):
        return _sheets(person, cycles)
    return [*_sheets(person, cycles), *_conflicts(person, cycles), *_decisions(person, cycles)]


def _unanswered(person: User) -> QuerySet[Seat]:
    asked = Seat.objects.filter(judge=person, left_at=None, signed_at=None, panel__cycle__stage__in=SEATING_STAGES)
    return asked.order_by()


def _unsent(person: User) -> QuerySet[Assignment]:
    return own_sheets(person).filter(state__in=UNSENT, seat__panel__cycle__stage=Stage.JUDGING).order_by()


def _unruled(person: User) -> QuerySet[Conflict]:
    """Conflicts for a chair to rule on, without those with an entry that they stand aside from themselves."""
    declared = Conflict.objects.filter(state=ConflictState.OPEN, source="declared").exclude(seat__judge=person)
    own = Conflict.objects.filter(seat__judge=person, entry=OuterRef("entry"), state__in=STANDING_CONFLICTS)
    return declared.filter(~Exists(own), seat__panel__cycle__in=_chaired(person)).order_by()


def _unconfirmed(person: User) -> QuerySet[Decision]:
    proposed = Decision.objects.filter(state=DecisionState.PROPOSED).exclude(proposed_by=person)
    beside = Entry.objects.filter(entries_about(person), cycle=OuterRef("cycle"), category=OuterRef("category"))
    return proposed.filter(~Exists(beside), cycle__in=_chaired(person)).order_by()


def _chaired(person: User) -> QuerySet[Seat, Any]:
    at_work = [Stage.JUDGING, Stage.DELIBERATING]
    chairs = Seat.objects.filter(judge=person, left_at=None, role=SeatRole.CHAIR, panel__cycle__stage__in=at_work)
    return chairs.values("panel__cycle")


def invitations_for(person: User) -> list[dict[str, Any]]:
    asked = _unanswered(person).select_related("panel__cycle__programme").order_by("panel__cycle__judging_at", "pk")
    return [
        {
            "title": _("Would you judge?"),
            "detail": _named(seat.panel.cycle),
            "url": reverse("judging:terms", args=[seat.pk]),
            "button": _("Read the terms and answer"),
            "due": localdate(seat.panel.cycle.judging_at),
        }
        for seat in asked
    ]


def reviews_for(person: User) -> list[dict[str, Any]]:
    return [
        {
            "title": _("A review of process to answer"),
            "detail": _named(appeal.cycle),
            "url": reverse("judging:review", args=[appeal.pk]),
            "button": _("Read it and answer"),
            "due": None,
        }
        for appeal in to_review_by(person)
    ]


def _sheets(person: User, cycles: dict[int, Cycle]) -> list[dict[str, Any]]:
    counts = _unsent(person).values_list("seat__panel__cycle_id").annotate(Count("pk"))
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


def _conflicts(person: User, cycles: dict[int, Cycle]) -> list[dict[str, Any]]:
    counts = _unruled(person).values_list("seat__panel__cycle_id").annotate(Count("pk"))
    return [
        {
            "title": ngettext("%(n)d conflict to rule on", "%(n)d conflicts to rule on", count) % {"n": count},
            "detail": _named(cycles[cycle]),
            "url": reverse("judging:seats", args=[cycles[cycle].programme.slug, cycles[cycle].name]),
            "button": _("Rule on it"),
            "due": localdate(cycles[cycle].deliberating_at),
        }
        for cycle, count in counts
    ]


def _decisions(person: User, cycles: dict[int, Cycle]) -> list[dict[str, Any]]:
    counts = _unconfirmed(person).values_list("cycle_id").annotate(Count("pk"))
    return [
        {
            "title": ngettext("%(n)d decision to confirm", "%(n)d decisions to confirm", count) % {"n": count},
            "detail": _named(cycles[cycle]),
            "url": reverse("judging:results", args=[cycles[cycle].programme.slug, cycles[cycle].name]),
            "button": _("Read and confirm"),
            "due": localdate(cycles[cycle].announce_at),
        }
        for cycle, count in counts
    ]


def _named(cycle: Cycle) -> str:
    return f"{cycle.programme.title}, {cycle.known_as}"


def _panel(cycle: Cycle) -> str:
    return f"{reverse('judging:panel')}?cycle={cycle.label}"
