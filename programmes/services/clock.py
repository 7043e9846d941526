"""What the clock does to cycles."""

import logging
from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.queries.organisation import the_organisation
from audit.refusals import Refused
from programmes.enums import ProgrammeState, Stage
from programmes.models import Cycle, Frequency, Programme
from programmes.queries.cycles import due_to_move, stage_due
from programmes.queries.schedule import PlannedRun, coming_runs
from programmes.services.cycles import move_cycle
from programmes.services.scheduling import NameTaken, plan_run

logger = logging.getLogger(__name__)


def advance_due_cycles() -> int:
    """Move every cycle whose next stage has come; returns how many moves were made.

    What a cycle is not ready for waits and is logged. A cycle that slept through several dates moves on one stage at a
    time, each with its own steps. One cycle that fails stops no other; raises ExceptionGroup of the failures at the end.
    """
    moves = 0
    failures: list[Exception] = []
    now = timezone.now()
    for cycle in due_to_move(now):
        try:
            moves += _advance(cycle, now)
        except Exception as failure:  # noqa: BLE001 — a step of any room may fail; it is raised again below
            failures.append(failure)
    if failures:
        raise ExceptionGroup("some cycles could not be moved", failures)
    return moves


def _advance(cycle: Cycle, now: datetime) -> int:
    moves = 0
    while stage := stage_due(cycle, now):
        before = cycle.stage
        try:
            move_cycle(cycle=cycle, to=stage, actor=None)
        except Refused as refusal:
            logger.info("cycle %s stays in %s: %s", cycle.label, before, type(refusal).__name__)
            return moves
        moves += 1
    return moves


def plan_next_cycles() -> int:
    """Plan the next cycle of each running programme from its frequency; returns how many were planned.

    Does nothing where that cycle is there already (its name says so, whatever its dates have become) and where an earlier
    one should have opened and waits. A cancelled cycle is not planned again: the one after it is. Safe beside a second clock.
    """
    zone = the_organisation().zone
    now = timezone.now()
    running = Frequency.objects.filter(programme__state=ProgrammeState.RUNNING).select_related("programme")
    known = _cycles_by_programme([frequency.programme_id for frequency in running])
    planned = 0
    for frequency in running:
        run = _next_run(frequency, known[frequency.programme_id], zone, now)
        if run is not None:
            planned += _plan_once(frequency.programme, run)
    return planned


def _cycles_by_programme(programme_ids: list[int]) -> dict[int, list[Cycle]]:
    cycles: dict[int, list[Cycle]] = defaultdict(list)
    for cycle in Cycle.objects.filter(programme__in=programme_ids).only("programme", "name", "stage", "opens_at"):
        cycles[cycle.programme_id].append(cycle)
    return cycles


def _next_run(frequency: Frequency, cycles: list[Cycle], zone: ZoneInfo, now: datetime) -> PlannedRun | None:
    if any(cycle.stage == Stage.PLANNED and cycle.opens_at <= now for cycle in cycles):
        return None
    stages = {cycle.name: cycle.stage for cycle in cycles}
    yesterday = now.astimezone(zone).date() - timedelta(days=1)
    for run in coming_runs(frequency, zone=zone, after=yesterday):
        if run.dates.opens_at <= now or stages.get(run.name) == Stage.CANCELLED:
            continue
        return None if run.name in stages else run
    return None


def _plan_once(programme: Programme, run: PlannedRun) -> int:
    try:
        with transaction.atomic():
            plan_run(programme=programme, run=run, actor=None)
    except (IntegrityError, NameTaken):
        return 0  # another clock was faster
    return 1
