import logging
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.unattended import unattended
from jobs.enums import JobState
from jobs.models import Job
from jobs.registry import HANDLERS

logger = logging.getLogger(__name__)

BACK_OFF = timedelta(seconds=20)


def lease() -> timedelta:
    """How long a worker may be silent before another takes its job over: settings.JOB_LEASE_SECONDS."""
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


class LostLease(Exception):
    """Another worker took the job over; this one stops at once and changes nothing more."""


@dataclass
class Run:
    """A job in the hands of a worker."""

    job: Job
    attempt: int

    @property
    def payload(self) -> dict[str, Any]:
        """The ids that the work is about."""
        payload: dict[str, Any] = self.job.payload
        return payload

    def progress(self, done: int, total: int) -> None:
        """Say how far the work is and keep the lease. Raises LostLease where another worker has taken over."""
        self._change(done=done, total=total, lease_until=timezone.now() + lease())

    def keep(self, path: Path, name: str) -> None:
        """Keep a file as the job's result, for download. Raises LostLease where another worker has taken over."""
        with path.open("rb") as content:
            self.job.result.save(name, File(content), save=False)
        self._change(result=self.job.result.name)

    def _change(self, **values: Any) -> None:
        if not Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING, attempts=self.attempt).update(**values):
            raise LostLease(self.job.pk)


def run(job_id: int) -> bool:
    """Do the job if nobody else holds it; returns whether this call did it.

    The claim is a conditional UPDATE that counts the attempt; a worker that finds its attempt overtaken stops. A job
    whose function fails is queued again with a growing pause, five times, and then failed with the error in words; so
    is one whose worker died five times.
    """
    now = timezone.now()
    waiting = Job.objects.filter(pk=job_id, run_after__lte=now)
    free = waiting.filter(state=JobState.QUEUED) | waiting.filter(state=JobState.RUNNING, lease_until__lt=now)
    claimed = free.update(state=JobState.RUNNING, lease_until=now + lease(), attempts=F("attempts") + 1)
    if not claimed:
        return False
    job = Job.objects.get(pk=job_id)
    work = Run(job=job, attempt=job.attempts)
    if work.attempt > job.most_attempts:  # it has taken its worker down with it each time
        _held(work).update(
            state=JobState.FAILED, error=_("Its worker died each time."), lease_until=None, finished_at=timezone.now()
        )
        return False
    with unattended():
        _do(work)
    return True


def _held(work: Run) -> QuerySet[Job]:
    """The job's row while this worker holds it; no row once another has taken over."""
    return Job.objects.filter(pk=work.job.pk, state=JobState.RUNNING, attempts=work.attempt)


def _do(work: Run) -> None:
    ours = _held(work)
    try:
        HANDLERS[work.job.kind](work)
    except LostLease:
        logger.warning("job %s was taken over by another worker", work.job.pk)
    except Exception as error:
        logger.exception("job %s (%s) failed at attempt %s", work.job.pk, work.job.kind, work.attempt)
        if work.attempt >= work.job.most_attempts:
            ours.update(state=JobState.FAILED, error=_in_words(error), lease_until=None, finished_at=timezone.now())
        else:
            again = timezone.now() + BACK_OFF * 2 ** (work.attempt - 1)
            ours.update(state=JobState.QUEUED, error=_in_words(error), lease_until=None, run_after=again)
    else:
        ours.update(state=JobState.DONE, error="", lease_until=None, finished_at=timezone.now())


def _in_words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:1000]
