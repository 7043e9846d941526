from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from judging.enums import ConflictSource, ConflictState, SeatRole
from judging.models import Conflict, Seat
from nominations.models import Entry
from nominations.queries.own_entries import entries_about
from programmes.queries.happenings import happenings

CYCLE = "seat__panel__cycle__"


def stood_aside_lately(person: User, since: datetime) -> QuerySet[Conflict]:
    """Judges who declared a conflict, for those who manage the programme or chair the panel."""
    chaired = Seat.objects.filter(judge=person, role=SeatRole.CHAIR, left_at=None).values("panel")
    conflicts = Conflict.objects.filter(
        Q(seat__panel__cycle__programme__managers=person) | Q(seat__panel__in=chaired),
        source=ConflictSource.DECLARED,
        found_at__gte=since,
    ).exclude(Q(seat__judge=person) | Q(state=ConflictState.CLEARED))
    own = Entry.objects.filter(entries_about(person), pk=OuterRef("entry"))
    conflicts = conflicts.exclude(Exists(own))
    return happenings(
        conflicts,
        "found_at",
        "seat__judge__full_name",
        "entry__reference",
        f"{CYCLE}programme__title",
        f"{CYCLE}programme__slug",
        f"{CYCLE}name",
    )


def say_stood_aside(judge: str, entry: str, programme: str, slug: str, name: str) -> tuple[str, str]:
    """The sentence for a judge who stood aside, and where the seats are."""
    words = _("%(judge)s stood aside from %(entry)s in %(programme)s.")
    return (
        words % {"judge": judge, "entry": entry, "programme": programme},
        reverse("judging:seats", args=[slug, name]),
    )
