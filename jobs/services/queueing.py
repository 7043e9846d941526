import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from audit.refusals import StaleState
from jobs.enums import JobState
from jobs.models import Job

MORE_ATTEMPTS = 5
logger = logging.getLogger(__name__)


def enqueue(
    *,
    kind: str,
    key: str,
    title: str,
    payload: Mapping[str, Any],
    asked_by: Model | None = None,
    run_after: datetime | None = None,
) -> Job:
    """Ask for a piece of work, in the caller's transaction; it is sent to a worker after commit.

    The same ``key`` is the same work: the job that has it is returned, whatever its state, and nothing is sent twice.
    ``payload`` holds ids only.
    """
    job, made = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "title": title,
            "payload": dict(payload),
            "asked_by_id": asked_by.pk if asked_by else None,
            "run_after": run_after or timezone.now(),
        },
    )
    if made:
        transaction.on_commit(lambda: send(job.pk))
    return job


@transaction.atomic
def retry(*, job: Job) -> Job:
    """Queue a failed job once more. Raises StaleState when it is not failed any longer."""
    queued = Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.QUEUED,
        most_attempts=F("attempts") + MORE_ATTEMPTS,
        error="",
        run_after=timezone.now(),
        lease_until=None,
        finished_at=None,
    )
    if not queued:
        raise StaleState(_("This work is no longer marked as failed."))
    transaction.on_commit(lambda: send(job.pk))
    job.refresh_from_db()
    return job


def send(job_id: int) -> None:
    """Tell the workers that a job waits. A broker that is down does not matter: the sweep sends it again."""
    try:
        current_app.tasks["jobs.tasks.run_job"].apply_async(args=(job_id,))
    except (OperationalError, OSError):
        logger.warning("the broker did not take job %s; the sweep will send it again", job_id)
