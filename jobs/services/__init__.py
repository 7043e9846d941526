"""Long work: ``jobs.enqueue(...)`` after ``from jobs import services as jobs``."""

from jobs.services.clearing import delete_finished
from jobs.services.queueing import enqueue, retry
from jobs.services.running import Run, run
from jobs.services.sweeping import sweep

__all__ = ["Run", "delete_finished", "enqueue", "retry", "run", "sweep"]
