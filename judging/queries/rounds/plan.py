from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from judging.enums import RoundState, SeatRole
from judging.models import Round, Seat
from judging.models.round import SCORING
from judging.queries.seats import seats_of
from programmes.enums import Stage
from programmes.models import Cycle

RULING = ("rank", "pair")


def rounds_of(cycle: Cycle) -> list[Round]:
    """The rounds of a cycle in their order, each knowing the cycle and its judges; empty for a cycle without."""
    rounds = list(Round.objects.filter(cycle=cycle).prefetch_related("seats__judge").order_by("position"))
    for one in rounds:
        one.cycle = cycle
    return rounds


def before(one: Round) -> QuerySet[Round]:
    """The rounds that come before this one."""
    return Round.objects.filter(cycle=one.cycle_id, position__lt=one.position)


def following(one: Round) -> Round | None:
    """The round after this one."""
    return Round.objects.filter(cycle=one.cycle_id, position__gt=one.position).order_by("position").first()


def is_last(one: Round) -> bool:
    """Whether no round follows."""
    return following(one) is None


def rounds_not_done(cycle: Cycle) -> list[str]:
    """What is left of the rounds before the panel can deliberate, in words; scoring as the last round ends by itself."""
    rounds = rounds_of(cycle)
    left = [
        (number, one)
        for number, one in enumerate(rounds, start=1)
        if one.state != RoundState.CLOSED and not (one == rounds[-1] and one.is_scoring and one.is_open)
    ]
    return [
        _("Round %(n)d (%(what)s) is not closed yet.") % {"n": number, "what": one.get_mode_display()}
        for number, one in left
    ]


def ruling_round(cycle: Cycle) -> Round | None:
    """The closed round after scoring whose order rules instead of the scores: the last one, if it put entries in order."""
    last = Round.objects.filter(cycle=cycle, position__gt=SCORING).order_by("position").last()
    return last if last is not None and last.mode in RULING and last.state == RoundState.CLOSED else None


def judges_in(one: Round, seats: Sequence[Seat] | None = None) -> list[Seat]:
    """Who votes in a round: its own judges or, where none is named, all judges of the panel; nobody who has left
    or whose account is closed.
    """
    named = {seat.pk for seat in one.seats.all()}
    panel = seats_of(one.cycle) if seats is None else seats
    return [
        seat
        for seat in panel
        if seat.role == SeatRole.JUDGE and seat.judge.is_active and (not named or seat.pk in named)
    ]


def rounds_to_vote_in(judge: User) -> QuerySet[Round]:
    """The rounds that a person votes or has voted in, on signed terms: no planned one, and not that of the score sheets."""
    mine = Seat.objects.filter(judge=judge, left_at=None, signed_at__isnull=False, role=SeatRole.JUDGE)
    named = Round.seats.through.objects.filter(round=OuterRef("pk"))
    asked = Round.objects.filter(~Exists(named) | Exists(named.filter(seat__in=mine)), cycle__panel__seats__in=mine)
    begun = asked.exclude(position=SCORING).exclude(state=RoundState.PLANNED)
    return begun.select_related("cycle__programme", "cycle__rulebook")


def open_round_of_seat() -> Subquery:
    """For a query of seats: the id of the round of votes that is open for a judge's seat; None where there is none."""
    rounds = Round.objects.filter(cycle=OuterRef("panel__cycle"), state=RoundState.OPEN).exclude(position=SCORING)
    return Subquery(rounds.filter(Q(seats=None) | Q(seats=OuterRef("pk"))).values("pk")[:1])


def due_to_open() -> list[Round]:
    """Planned rounds of cycles in judging whose hour has come and before which nothing is left to close."""
    rounds = Round.objects.filter(cycle__stage=Stage.JUDGING, state=RoundState.PLANNED, opens_at__lte=timezone.now())
    found = rounds.select_related("cycle__programme", "cycle__rulebook").order_by("pk")
    return [one for one in found if not before(one).exclude(state=RoundState.CLOSED).exists()]
