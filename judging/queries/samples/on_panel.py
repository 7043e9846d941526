"""What the panel page says of the calibration round, read with the judge's seats."""

from django.db.models import Exists, F, Func, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from judging.enums import RoundState
from judging.models import CalibrationRound, Sample, SampleSheet, Seat
from judging.queries.samples.gate import held_back


def with_samples(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    """Annotate seats with ``calibration`` (RoundState of an open or closed round, else None), ``samples`` in it,
    ``samples_begun`` by this judge, ``samples_sent``, and ``held_back``: whether their own stories are still closed.
    """
    rounds = CalibrationRound.objects.filter(panel=OuterRef("panel")).exclude(state=RoundState.PLANNED)
    sheets = SampleSheet.objects.filter(seat=OuterRef("pk"))
    return seats.annotate(
        calibration=Subquery(rounds.values("state")),
        samples=_many(Sample.objects.filter(round__panel=OuterRef("panel"))),
        samples_begun=_many(sheets),
        samples_sent=Exists(sheets.filter(sent_at__isnull=False)),
        held_back=held_back("pk"),
    )


def _many(rows: QuerySet[Sample] | QuerySet[SampleSheet]) -> Coalesce:
    counted = rows.order_by().annotate(all=Func(F("pk"), function="COUNT")).values("all")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
