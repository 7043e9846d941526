"""What only acts change: made once, and again after the next act."""

from collections.abc import Callable
from typing import TypeVar
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache

from audit.queries.version import version

T = TypeVar("T")

# Drawn when the code is loaded, so that no release reads what another one made.
RELEASE = uuid4().hex


def until_next_act(key: str, make: Callable[[], T]) -> T:
    """What ``make`` gives, made anew after each act and where settings.UNTIL_NEXT_ACT_SECONDS are over.

    Every act has its record, and the newest record is part of the key. For what costs more than a query or two.
    """
    if not settings.UNTIL_NEXT_ACT_SECONDS:
        return make()
    key = f"{RELEASE}:{version()}:{key}"
    made: T | None = cache.get(key)
    if made is None:
        made = make()
        cache.set(key, made, settings.UNTIL_NEXT_ACT_SECONDS)
    return made
