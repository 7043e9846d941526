"""The calibration round as the report tells it: counts and words, never who gave what."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from judging.calculations.sample_spread import agreement, level_of
from judging.enums import RoundState
from judging.models import CalibrationRound, SamplesWaiver
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
    """What to say of the round; None where none was held. One query."""
    rows = list(_rows(cycle))
    if not rows or cycle.rulebook is None:
        return None
    values: dict[Pair, list[tuple[int, float, str]]] = defaultdict(list)
    titles: dict[str, dict[str, str]] = defaultdict(dict)
    for number, code, title, seat, value, sent_at, _without in rows:
        if sent_at is not None and value is not None:
            values[str(number), code].append((seat, float(value), ""))
            titles[str(number)][code] = title
    judges = len({seat for given in values.values() for seat, _value, _why in given})
    spreads = spreads_of(values, level_of(cycle.rulebook.scale_low, cycle.rulebook.scale_high))
    return CalibrationTold(
        samples=len({row[0] for row in rows}),
        judges=judges,
        without=rows[0][-1],
        sentences=in_words(agreement(spreads), titles) if judges > 1 else [],
    )


def _rows(cycle: Cycle) -> QuerySet[CalibrationRound, Any]:
    """A row for each score; for a sample that nobody scored, one row without any."""
    waived = SamplesWaiver.objects.filter(seat__panel=OuterRef("panel")).order_by().values("seat__panel")
    held = CalibrationRound.objects.filter(panel__cycle=cycle).exclude(state=RoundState.PLANNED)
    sheet = "samples__sheets__"
    return (
        held.annotate(without=Coalesce(Subquery(waived.annotate(n=Count("pk")).values("n")), 0))
        .order_by(f"{sheet}scores__value")
        .values_list(
            "samples__number",
            f"{sheet}scores__criterion__code",
            f"{sheet}scores__criterion__title",
            f"{sheet}seat",
            f"{sheet}scores__value",
            f"{sheet}sent_at",
            "without",
        )
    )
