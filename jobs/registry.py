"""Which function does which kind of job. Rooms register theirs in ``tasks.py``, which Celery loads in every process."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs.services.running import Run

Handler = Callable[["Run"], None]

HANDLERS: dict[str, Handler] = {}


def job(kind: str) -> Callable[[Handler], Handler]:
    """Mark a function as the one that does jobs of this kind. It takes a Run and must be safe to run again."""

    def register(handler: Handler) -> Handler:
        if kind in HANDLERS:
            raise ValueError(f"job kind registered twice: {kind}")
        HANDLERS[kind] = handler
        return handler

    return register
