"""What several parts of one page ask of the same cycle, and one answer does for all."""

from collections.abc import Callable
from typing import TypeVar

from programmes.models import Cycle

T = TypeVar("T")


def asked_once(cycle: Cycle, key: str, ask: Callable[[], T]) -> T:
    """What ``ask`` gives, kept with this object, which lives as long as the request that has read it."""
    known: dict[str, T] = cycle.__dict__.setdefault("_asked_once", {})
    if key not in known:
        known[key] = ask()
    return known[key]
