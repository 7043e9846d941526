"""What the clock does to cycles."""

import logging

from django.utils import timezone

from audit.refusals import Refused
from programmes.queries.cycles import due_to_move
from programmes.services.cycles import move_cycle

logger = logging.getLogger(__name__)


def advance_due_cycles() -> int:
    """Move every cycle whose next stage has come; returns how many moved. What a cycle is not ready for waits and is logged.

    A cycle that slept through several dates moves on one stage at a time, each with its own steps.
    """
    moved = 0
    for cycle, stage in due_to_move(timezone.now()):
        try:
            move_cycle(cycle=cycle, to=stage, actor=None)
            moved += 1
        except Refused as refusal:
            logger.info("cycle %s stays in %s: %s", cycle.label, cycle.stage, refusal)
    return moved
