"""Long work: ``jobs.enqueue(...)`` after ``from jobs import services as jobs``."""

from jobs.services.queueing import enqueue, retry
from jobs.services.running import Run, run
from jobs.services.sweeping import sweep

__all__ = ["Run", "enqueue", "retry", "run", "sweep"]
