"""The organisation's ways of saying things, where no browser asks: its time zone and its language."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone, translation

from accounts.queries.organisation import the_organisation


@contextmanager
def as_the_organisation() -> Iterator[None]:
    """Read and write days and times in the organisation's zone, and speak its language."""
    organisation = the_organisation()
    with timezone.override(organisation.zone), translation.override(organisation.language):
        yield
