"""Work that no browser asked for: a worker's job, a step of the clock, a command."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.module_loading import import_string

from audit.request_ids import one_request


@contextmanager
def unattended() -> Iterator[None]:
    """Give everything recorded inside one new id, and the days, times and words of the organisation, as its pages have them.

    ``settings.UNATTENDED_AS`` names the context manager that brings the organisation's ways.
    """
    with one_request(), import_string(settings.UNATTENDED_AS)():
        yield
