"""A world that the tests of one module share, each taking back what it does to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def kept_for_a_module(blocker: Any) -> Iterator[None]:
    """What is written while this lasts is there for every test of a module, whose own transaction is one within it.

    For a fixture of the scope "module" that yields what it made; what tests may change of that in memory, they copy.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
