"""Who has still to score the samples before they may begin. One condition for lists, pages and the write itself."""

from django.db.models import Exists, OuterRef, QuerySet

from judging.enums import RoundState, SeatRole
from judging.models import Round, SampleSheet, SamplesWaiver, Seat
from judging.models.round import SCORING


def seats_held_back() -> QuerySet[Seat]:
    """The judges' seats whose own score sheets are closed: the round is open, they have not sent, nobody let them begin.

    Where the scoring round names its judges, the others score nothing and are not asked.
    """
    sent = SampleSheet.objects.filter(seat=OuterRef("pk"), sent_at__isnull=False)
    let_begin = SamplesWaiver.objects.filter(seat=OuterRef("pk"))
    judges = Seat.objects.filter(role=SeatRole.JUDGE, panel__calibration_round__state=RoundState.OPEN)
    named = Round.seats.through.objects.filter(round__cycle=OuterRef("panel__cycle"), round__position=SCORING)
    scores = ~Exists(named) | Exists(named.filter(seat=OuterRef("pk")))
    return judges.filter(scores, ~Exists(sent), ~Exists(let_begin)).order_by()


def held_back(seat: str = "seat") -> Exists:
    """The same as a condition on rows that have a seat; ``seat`` is their path to it."""
    return Exists(seats_held_back().filter(pk=OuterRef(seat)))
