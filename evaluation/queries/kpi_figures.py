"""The service's figures before a programme and in the weeks of a cycle, and how far its objectives have come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from evaluation.calculations.trend import Change, change_of
from evaluation.models import Kpi, Measurement
from programmes.enums import OPENED_STAGES
from programmes.models import Cycle, Objective, Programme


@dataclass(frozen=True)
class KpiFigures:
    """One KPI with its measurements (day, value) in order of time, and its change; ``target`` from the objective it serves."""

    kpi: Kpi
    points: tuple[tuple[date, float], ...]
    change: Change
    target: float | None

    @property
    def better(self) -> bool | None:
        """Whether it moved the way it should; None where that cannot be told or it did not move."""
        difference = self.change.difference
        if not difference:
            return None
        return (difference > 0) == self.kpi.higher_is_better


@dataclass(frozen=True)
class ObjectiveProgress:
    """An objective: where it began, where it is to go and where it is now (the mean of its KPI in the cycle's weeks)."""

    code: str
    statement: str
    aim: str
    measure: str
    baseline: Decimal | None
    target: Decimal | None
    now: float | None
    due: date | None


@dataclass(frozen=True)
class KpisOfCycle:
    """All KPIs for one cycle, those of the programme's objectives first."""

    start: date
    kpis: tuple[KpiFigures, ...]
    objectives: tuple[ObjectiveProgress, ...]


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The day of a time in the organisation's zone."""
    return timezone.localtime(moment, zone).date()


def opened_cycles(programme: Programme) -> list[Cycle]:
    """The programme's cycles that have opened, the oldest first: where it began, and each time winners were named."""
    return list(programme.cycles.filter(stage__in=OPENED_STAGES).order_by("opens_at", "pk"))


def programme_start(opened: Sequence[Cycle], zone: ZoneInfo) -> date | None:
    """The day on which the first of ``opened_cycles`` opened; None before."""
    return day_of(opened[0].opens_at, zone) if opened else None


def kpis_of(cycle: Cycle, zone: ZoneInfo, opened: Sequence[Cycle]) -> KpisOfCycle:
    """KPIs and objectives, as this cycle's evaluation shows them; days are the organisation's; two queries.

    ``opened`` is ``opened_cycles`` of its programme.
    """
    first, last = day_of(cycle.opens_at, zone), day_of(cycle.closes_at, zone)
    start = programme_start(opened, zone) or first
    objectives = list(cycle.programme.objectives.all())
    points = points_of_kpis(until=last)
    figures = tuple(
        KpiFigures(
            kpi=kpi,
            points=tuple(points[kpi]),
            change=change_of(points[kpi], start=start, first=first, last=last),
            target=_target(kpi, objectives),
        )
        for kpi in sorted(points, key=lambda kpi: (_place(kpi, objectives), kpi.title))
    )
    return KpisOfCycle(start, figures, tuple(_progress(objective, figures) for objective in objectives))


def points_of_kpis(*, until: date | None = None) -> dict[Kpi, list[tuple[date, float]]]:
    """Every KPI that has been measured, by title, with its measurements in order of time; one query."""
    measurements = Measurement.objects.order_by("kpi__title", "kpi", "date")
    if until is not None:
        measurements = measurements.filter(date__lte=until)
    fields = [field.attname for field in Kpi._meta.concrete_fields]
    points: dict[Kpi, list[tuple[date, float]]] = {}
    for day, value, *described in measurements.values_list("date", "value", *(f"kpi__{field}" for field in fields)):
        points.setdefault(Kpi.from_db(None, fields, described), []).append((day, float(value)))
    return points


def measures(objective: Objective, kpi: Kpi) -> bool:
    """Whether an objective is measured by this KPI: it names it by code or title."""
    return objective.measure.strip().casefold() in {kpi.code.casefold(), kpi.title.casefold()}


def _place(kpi: Kpi, objectives: list[Objective]) -> int:
    return next((place for place, objective in enumerate(objectives) if measures(objective, kpi)), len(objectives))


def _target(kpi: Kpi, objectives: list[Objective]) -> float | None:
    targets = [
        objective.target for objective in objectives if measures(objective, kpi) and objective.target is not None
    ]
    return float(targets[0]) if targets else None


def _progress(objective: Objective, figures: tuple[KpiFigures, ...]) -> ObjectiveProgress:
    found = next((figure for figure in figures if measures(objective, figure.kpi)), None)
    return ObjectiveProgress(
        code=objective.code,
        statement=objective.statement,
        aim=objective.aim,
        measure=objective.measure,
        baseline=objective.baseline,
        target=objective.target,
        now=found.change.during if found else None,
        due=objective.due,
    )
