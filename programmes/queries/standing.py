"""Where programmes and cycles stand, for lists and pages."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from programmes.enums import STAGES_IN_ORDER, TRANSITIONS, Stage
from programmes.models import Cycle, Programme
from programmes.queries.cycles import CLOCKWORK

FINISHED_STAGES = (Stage.ANNOUNCED, Stage.EVALUATING, Stage.CLOSED, Stage.CANCELLED)


@dataclass(frozen=True)
class ComingStep:
    """What the clock will do to a cycle, and when. ``overdue`` where it should have happened and something is missing."""

    stage: str
    at: datetime
    overdue: bool


@dataclass(frozen=True)
class Standing:
    """A programme and the cycle by which one says where it stands; None while it has none."""

    programme: Programme
    cycle: Cycle | None


def coming_steps(cycle: Cycle, now: datetime) -> list[ComingStep]:
    """What happens to this cycle by itself from here on, in order; the way stops where people decide."""
    steps = []
    stage = cycle.stage
    while stage in CLOCKWORK:
        stage, field = CLOCKWORK[stage]
        at = getattr(cycle, field)
        steps.append(ComingStep(stage=stage, at=at, overdue=at <= now))
    return steps


def moves_by_hand(cycle: Cycle) -> list[Stage]:
    """The stages to which a manager may move this cycle, forward first."""
    return [Stage(stage) for stage in TRANSITIONS[cycle.stage]]


def is_step_back(before: str, after: str) -> bool:
    """Whether a move goes against the order of the stages."""
    order = STAGES_IN_ORDER
    return before in order and after in order and order.index(after) < order.index(before)


def with_standing(programmes: QuerySet[Programme]) -> list[Standing]:
    """Each programme with the cycle that matters now; two queries however many there are."""
    cycles = Cycle.objects.exclude(stage=Stage.CANCELLED).only("programme", "name", "title", "stage", *_dates())
    found = programmes.prefetch_related(Prefetch("cycles", queryset=cycles, to_attr="known_cycles"))
    return [Standing(programme, _that_matters(programme.known_cycles)) for programme in found]


def cycle_in_view(programme: Programme) -> Cycle | None:
    """The cycle that the public page speaks of; None while there is none."""
    return _that_matters(list(programme.cycles.exclude(stage=Stage.CANCELLED).select_related("rulebook")))


def _that_matters(cycles: list[Cycle]) -> Cycle | None:
    """The one that takes nominations, else the newest that is judged, else the next planned, else the last finished."""
    live = [cycle for cycle in cycles if cycle.stage not in {Stage.PLANNED, *FINISHED_STAGES}]
    planned = [cycle for cycle in cycles if cycle.stage == Stage.PLANNED]
    opened = [cycle for cycle in live if cycle.stage == Stage.OPEN]
    if opened:
        return min(opened, key=lambda cycle: cycle.screening_at)
    if live:
        return max(live, key=lambda cycle: cycle.opens_at)
    if planned:
        return min(planned, key=lambda cycle: cycle.opens_at)
    return max(cycles, key=lambda cycle: cycle.opens_at, default=None)


def _dates() -> list[str]:
    return ["opens_at", "screening_at", "judging_at", "deliberating_at", "announce_at", "evaluating_at", "closes_at"]
