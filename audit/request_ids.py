"""The id that all records of one request, command or task share."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """The id of the request, command or task that is running; empty outside any."""
    return _current.get()


@contextmanager
def one_request() -> Iterator[str]:
    """Give everything recorded inside the same new id."""
    token = _current.set(uuid.uuid4().hex)
    try:
        yield _current.get()
    finally:
        _current.reset(token)
