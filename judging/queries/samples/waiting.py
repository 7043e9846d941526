"""Calibration rounds that wait for a judge, on the list of what waits for a person."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from judging.models import Seat
from judging.queries.samples.gate import seats_held_back
from judging.queries.samples.plan import CHOOSING_STAGES


def samples_waiting(person: User) -> list[QuerySet[Any]]:
    """What ``samples_for`` is made of, for the top bar's count."""
    return [_held_back(person).values("pk")]


def samples_for(person: User) -> list[dict[str, Any]]:
    """The open calibration rounds whose samples this person has still to send."""
    return [
        {
            "title": _("Samples to score first"),
            "detail": _("%(programme)s, %(cycle)s. Your own stories open when you have sent them.")
            % {"programme": seat.panel.cycle.programme.title, "cycle": seat.panel.cycle.known_as},
            "url": reverse("judging:samples", args=[seat.panel.cycle.programme.slug, seat.panel.cycle.name]),
            "button": _("Score the samples"),
            "due": localdate(seat.panel.cycle.deliberating_at),
        }
        for seat in _held_back(person).select_related("panel__cycle__programme").order_by("pk")
    ]


def _held_back(person: User) -> QuerySet[Seat]:
    mine = {"judge": person, "left_at": None, "signed_at__isnull": False}
    return seats_held_back().filter(**mine, panel__cycle__stage__in=CHOOSING_STAGES)
