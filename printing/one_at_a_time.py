"""What draws does so one at a time in a process: Fontconfig, Pango and PDFium keep state that all threads share, and two that
draw at once corrupt it, which ends the process or leaves it waiting for ever.
"""

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

# Of the process, not of what is drawn: the libraries share what they know of fonts.
_PRESS = RLock()


def one_at_a_time(draw: Callable[P, R]) -> Callable[P, R]:
    """Let a function that lays out, prints or paints wait until no other does."""

    @wraps(draw)
    def waits(*args: P.args, **options: P.kwargs) -> R:
        with _PRESS:
            return draw(*args, **options)

    return waits
