"""The calibration round of a cycle as it is laid down, and who is asked to take part."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet

from judging.enums import AssignmentState, RoundState, SeatRole
from judging.models import Assignment, CalibrationRound, Sample, SampleScore, SampleSheet, SamplesWaiver, Seat
from judging.models.calibration_round import FEWEST_SAMPLES, MOST_SAMPLES
from judging.queries.rounds.scoring import scoring_seats
from judging.queries.seats import seats_of
from programmes.enums import Stage
from programmes.models import CriterionCategory, Cycle

CHOOSING_STAGES = (Stage.OPEN, Stage.SCREENING, Stage.JUDGING)
"""While these last, samples can be chosen and the round opened; the cycle has its rules by then."""


@dataclass(frozen=True)
class Turn:
    """One judge of the round: ``scored`` of ``asked`` scores are given; ``sent``, or let begin without for a ``reason``."""

    seat: Seat
    scored: int
    asked: int
    sent: bool
    reason: str

    @property
    def done(self) -> bool:
        """Whether nothing holds this judge back any longer."""
        return self.sent or bool(self.reason)


def round_of(cycle: Cycle) -> CalibrationRound | None:
    """The cycle's calibration round with its samples at hand; None where none was chosen."""
    rounds = CalibrationRound.objects.filter(panel__cycle=cycle).select_related("panel")
    found = with_their_samples(rounds).first()
    if found is not None:
        found.panel.cycle = cycle
    return found


def with_their_samples(rounds: QuerySet[CalibrationRound]) -> QuerySet[CalibrationRound]:
    """The same rounds with their samples at hand, each with all that its story asks for."""
    samples = Sample.objects.select_related("category", "entry__cycle__programme", "entry__person__team", "entry__team")
    return rounds.prefetch_related(Prefetch("samples", queryset=samples.order_by("number")))


def is_ready(number: int) -> bool:
    """Whether so many samples make a round."""
    return FEWEST_SAMPLES <= number <= MOST_SAMPLES


def scoring_has_begun(cycle: Cycle) -> bool:
    """Whether somebody has begun a real score sheet: then a calibration round comes too late."""
    begun = (AssignmentState.STARTED, AssignmentState.SUBMITTED)
    return Assignment.objects.filter(seat__panel__cycle=cycle, state__in=begun).exists()


def judges_asked(cycle: Cycle, seats: Iterable[Seat] | None = None) -> list[Seat]:
    """Who scores the samples: the judges who will score, in the order of their names; whoever has left is not asked."""
    panel = list(seats_of(cycle)) if seats is None else list(seats)
    return [seat for seat in scoring_seats(cycle, panel) if seat.role == SeatRole.JUDGE]


def turns_of(one: CalibrationRound) -> list[Turn]:
    """How far each judge is; the queries do not grow with the judges."""
    samples = [sample.category_id for sample in one.samples.all()]
    criteria = dict(
        CriterionCategory.objects.filter(category__in=samples).order_by().values_list("category").annotate(Count("pk"))
    )
    asked = sum(criteria.get(category, 0) for category in samples)
    given = SampleScore.objects.filter(sheet__sample__round=one).order_by()
    scored = dict(given.values_list("sheet__seat").annotate(Count("pk")))
    sent = set(SampleSheet.objects.filter(sample__round=one, sent_at__isnull=False).values_list("seat_id", flat=True))
    reasons = dict(SamplesWaiver.objects.filter(seat__panel=one.panel_id).values_list("seat_id", "reason"))
    return [
        Turn(seat, scored.get(seat.pk, 0), asked, seat.pk in sent, reasons.get(seat.pk, ""))
        for seat in judges_asked(one.panel.cycle)
    ]


def may_choose(cycle: Cycle, one: CalibrationRound | None) -> bool:
    """Whether samples may be chosen or taken out, as far as stage and round go."""
    return cycle.stage in CHOOSING_STAGES and (one is None or one.state == RoundState.PLANNED)
