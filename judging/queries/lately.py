from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from judging.enums import ConflictSource, ConflictState, SeatRole
from judging.models import Conflict, Seat

AS_MANY = 5


def stood_aside_lately(person: User, since: datetime) -> list[dict[str, Any]]:
    """Judges who declared a conflict, for those who manage the programme or chair the panel; one query."""
    chaired = Seat.objects.filter(judge=person, role=SeatRole.CHAIR, left_at=None).values("panel")
    conflicts = Conflict.objects.filter(
        Q(seat__panel__cycle__programme__managers=person) | Q(seat__panel__in=chaired),
        source=ConflictSource.DECLARED,
        found_at__gte=since,
    ).exclude(Q(seat__judge=person) | Q(state=ConflictState.CLEARED))
    return [
        {
            "words": _("%(judge)s stood aside from %(entry)s in %(programme)s.")
            % {
                "judge": conflict.seat.judge.full_name,
                "entry": conflict.entry.reference,
                "programme": conflict.seat.panel.cycle.programme.title,
            },
            "at": conflict.found_at,
            "url": reverse(
                "judging:seats", args=[conflict.seat.panel.cycle.programme.slug, conflict.seat.panel.cycle.name]
            ),
        }
        for conflict in conflicts.select_related("seat__judge", "seat__panel__cycle__programme", "entry")
        .distinct()
        .order_by("-found_at")[:AS_MANY]
    ]
