from datetime import datetime

from django.db.models import Q, QuerySet

from audit.refusals import Refused
from programmes.enums import Stage
from programmes.models import Cycle

# What the clock does by itself, and the date that brings it. "decided" is brought by people alone.
CLOCKWORK: dict[str, tuple[str, str]] = {
    Stage.PLANNED: (Stage.OPEN, "opens_at"),
    Stage.OPEN: (Stage.SCREENING, "screening_at"),
    Stage.SCREENING: (Stage.JUDGING, "judging_at"),
    Stage.JUDGING: (Stage.DELIBERATING, "deliberating_at"),
    Stage.DECIDED: (Stage.ANNOUNCED, "announce_at"),
    Stage.ANNOUNCED: (Stage.EVALUATING, "evaluating_at"),
    Stage.EVALUATING: (Stage.CLOSED, "closes_at"),
}


class UnknownCycle(Refused):
    """No cycle has this label."""


def cycle_by_label(label: str) -> Cycle:
    """The cycle that commands and exports call ``service-stars/2026-10``. Raises UnknownCycle."""
    slug, _, name = label.partition("/")
    cycle = Cycle.objects.select_related("programme", "rulebook").filter(programme__slug=slug, name=name).first()
    if cycle is None:
        raise UnknownCycle(f"There is no cycle “{label}”; write programme/cycle, such as service-stars/2026-10.")
    return cycle


def due_to_move(now: datetime) -> list[Cycle]:
    """The cycles whose next stage should have begun by ``now``, the longest in their stage first."""
    due = Q()
    for stage, (_, field) in CLOCKWORK.items():
        due |= Q(**{"stage": stage, f"{field}__lte": now})
    cycles: QuerySet[Cycle] = Cycle.objects.select_related("programme", "rulebook").filter(due)
    return list(cycles.order_by("stage_since", "pk"))


def stage_due(cycle: Cycle, now: datetime) -> str | None:
    """The stage that the clock brings this cycle to at ``now``; None while its date lies ahead or people decide."""
    if cycle.stage not in CLOCKWORK:
        return None
    following, field = CLOCKWORK[cycle.stage]
    return following if getattr(cycle, field) <= now else None
