"""The calibration round as the report tells it: counts and words, never who gave what."""

from dataclasses import dataclass

from judging.calculations.sample_spread import agreement, level_of
from judging.enums import RoundState
from judging.models import CalibrationRound, SamplesWaiver
from judging.queries.samples.sheets import codes_by_category
from judging.queries.samples.spread import in_words, sent_values, spreads_of
from programmes.models import Cycle


@dataclass(frozen=True)
class CalibrationTold:
    """``judges`` scored ``samples`` before anything real; ``without`` were let begin by the chair."""

    samples: int
    judges: int
    without: int
    sentences: list[str]


def calibration_told(cycle: Cycle) -> CalibrationTold | None:
    """What to say of the round; None where none was held: one query then."""
    rounds = CalibrationRound.objects.filter(panel__cycle=cycle).exclude(state=RoundState.PLANNED)
    one = rounds.prefetch_related("samples").first()
    if one is None or cycle.rulebook is None:
        return None
    samples = list(one.samples.all())
    values, judges = sent_values(one)
    spreads = spreads_of(values, level_of(cycle.rulebook.scale_low, cycle.rulebook.scale_high))
    titles = codes_by_category(samples)
    by_number = {str(sample.number): titles[sample.category_id] for sample in samples}
    return CalibrationTold(
        samples=len(samples),
        judges=judges,
        without=SamplesWaiver.objects.filter(seat__panel=one.panel_id).count(),
        sentences=in_words(agreement(spreads), by_number) if judges > 1 else [],
    )
