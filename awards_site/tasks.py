import logging

from celery import shared_task
from django.conf import settings
from django.utils.module_loading import import_string

from audit.request_ids import one_request

logger = logging.getLogger(__name__)


@shared_task(name="awards_site.tasks.tick")
def tick() -> None:
    """One tick of the clock: every step of CLOCK_STEPS, each in its own right, so that one that fails stops no other."""
    for path in settings.CLOCK_STEPS:
        try:
            with one_request():
                import_string(path)()
        except Exception:
            logger.exception("the clock's step %s failed", path)
