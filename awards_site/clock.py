"""The clock: what happens by itself, step by step."""

import logging

from django.conf import settings
from django.utils.module_loading import import_string

from audit.unattended import unattended

logger = logging.getLogger(__name__)


def run_clock_steps() -> dict[str, Exception]:
    """Run every step of settings.CLOCK_STEPS once, each in its own right, so that one that fails stops no other.

    Returns the failures by the step's dotted path; they have been logged.
    """
    failures: dict[str, Exception] = {}
    for path in settings.CLOCK_STEPS:
        try:
            with unattended():
                import_string(path)()
        except Exception as failure:
            logger.exception("the clock's step %s failed", path)
            failures[path] = failure
    return failures
