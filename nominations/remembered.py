"""What many visitors are shown alike: made once, kept in the cache, and read by the release that made it alone."""

from collections.abc import Callable
from typing import TypeVar
from uuid import uuid4

from django.core.cache import cache

T = TypeVar("T")

# Drawn when the code is loaded; workers that were forked from one master share it.
RELEASE = uuid4().hex
SECONDS = 600


def remembered(key: str, make: Callable[[], T]) -> T:
    """What ``make`` gives, made at most every ten minutes. The key has to name everything that it depends on."""
    made: T | None = cache.get(f"{RELEASE}:{key}")
    if made is None:
        made = make()
        cache.set(f"{RELEASE}:{key}", made, SECONDS)
    return made
