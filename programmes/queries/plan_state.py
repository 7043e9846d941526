from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, IntegerField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from audit.remembering import until_next_act
from programmes.enums import RulebookState
from programmes.models import (
    BusinessCase,
    Frequency,
    LaunchTask,
    Objective,
    Option,
    OptionChoice,
    Presentation,
    Programme,
    Reward,
    Rulebook,
)


@dataclass(frozen=True)
class PlanState:
    """How far the plan of one programme is, in the few figures that a rail or a list needs."""

    objectives: int
    options: int
    chosen: bool
    published_version: int | None
    published_at: datetime | None
    open_version: int | None
    open_version_state: str
    rewards: int
    rrule: str
    style: str
    case_state: str
    case_decided_at: datetime | None
    launch_tasks: int
    launch_done: int


def plan_state(programme: Programme) -> PlanState:
    """How far this programme's plan is, for the rail of every page of its managers; one query however much it holds."""
    return until_next_act(f"plan-state:{programme.pk}", lambda: _read(programme))


def _read(programme: Programme) -> PlanState:
    published = _of(Rulebook).filter(state=RulebookState.PUBLISHED)
    being_written = _of(Rulebook).filter(state__in=[RulebookState.DRAFT, RulebookState.IN_CONSULTATION])
    newest_case = _of(BusinessCase).order_by("-version")
    figures = (
        Programme.objects.filter(pk=programme.pk)
        .values(
            objectives_=_count(Objective),
            options_=_count(Option),
            choice_=_count(OptionChoice),
            published_version_=Subquery(published.values("version")[:1]),
            published_at_=Subquery(published.values("published_at")[:1]),
            open_version_=Subquery(being_written.values("version")[:1]),
            open_state_=Subquery(being_written.values("state")[:1]),
            rewards_=_count(Reward),
            rrule_=Subquery(_of(Frequency).values("rrule")[:1]),
            style_=Subquery(_of(Presentation).values("style")[:1]),
            case_state_=Subquery(newest_case.values("state")[:1]),
            case_decided_at_=Subquery(newest_case.values("decided_at")[:1]),
            launch_=_count(LaunchTask),
            launch_done_=_count(LaunchTask, Q(done_at__isnull=False)),
        )
        .get()
    )
    return PlanState(
        objectives=figures["objectives_"],
        options=figures["options_"],
        chosen=figures["choice_"] > 0,
        published_version=figures["published_version_"],
        published_at=figures["published_at_"],
        open_version=figures["open_version_"],
        open_version_state=figures["open_state_"] or "",
        rewards=figures["rewards_"],
        rrule=figures["rrule_"] or "",
        style=figures["style_"] or "",
        case_state=figures["case_state_"] or "",
        case_decided_at=figures["case_decided_at_"],
        launch_tasks=figures["launch_"],
        launch_done=figures["launch_done_"],
    )


def _of(model: type[Model]) -> QuerySet[Model]:
    return model._default_manager.filter(programme=OuterRef("pk"))


def _count(model: type[Model], condition: Q | None = None) -> Coalesce:
    rows = _of(model).order_by().values("programme")
    counted = rows.annotate(many=Count("pk", filter=condition)).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
