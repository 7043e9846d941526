"""The calibration round as the report tells it: counts and words, never who gave what."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery

from judging.calculations.sample_spread import agreement, level_of
from judging.models import Sample, SampleScore, SamplesWaiver
from judging.queries.samples.spread import Pair, in_words, spreads_of
from programmes.models import Cycle


@dataclass(frozen=True)
class CalibrationTold:
    """``judges`` scored ``samples`` before anything real; ``without`` were let begin by the chair."""

    samples: int
    judges: int
    without: int
    sentences: list[str]


def calibration_told(cycle: Cycle) -> CalibrationTold | None:
    """What to say of the round; None where no judge has sent samples. One query, and none where the cycle's own says so."""
    if getattr(cycle, "has_calibration", None) is False or cycle.rulebook is None:
        return None
    sent = SampleScore.objects.filter(sheet__sample__round__panel__cycle=cycle, sheet__sent_at__isnull=False)
    samples = Sample.objects.filter(round=OuterRef("sheet__sample__round")).order_by().values("round")
    waivers = SamplesWaiver.objects.filter(seat__panel__cycle=cycle).order_by().values("seat__panel")
    rows = sent.order_by("pk").values_list(
        "sheet__sample__number",
        "criterion__code",
        "criterion__title",
        "sheet__seat_id",
        "value",
        Subquery(samples.annotate(all=Count("pk")).values("all")),
        Subquery(waivers.annotate(all=Count("pk")).values("all")),
    )
    values: defaultdict[Pair, list[tuple[int, float, str]]] = defaultdict(list)
    titles: defaultdict[str, dict[str, str]] = defaultdict(dict)
    seats, count, without = set(), 0, 0
    for number, code, title, seat, value, all_samples, waived in rows:
        values[str(number), code].append((seat, float(value), ""))
        titles[str(number)][code] = title
        seats.add(seat)
        count, without = all_samples, waived or 0  # the same in every row
    if not seats:
        return None
    spreads = spreads_of(values, level_of(cycle.rulebook.scale_low, cycle.rulebook.scale_high))
    return CalibrationTold(
        samples=count,
        judges=len(seats),
        without=without,
        sentences=in_words(agreement(spreads), titles) if len(seats) > 1 else [],
    )
