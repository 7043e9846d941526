from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from jobs.enums import JobState
from jobs.models import Job
from jobs.services.queueing import send


def sweep() -> int:
    """Send again every job that should be running and that no worker holds; returns how many.

    That is: queued for longer than settings.JOB_PATIENCE_SECONDS, or running with a lease that has run out.
    """
    now = timezone.now()
    patience = timedelta(seconds=settings.JOB_PATIENCE_SECONDS)
    left_behind = Job.objects.filter(
        Q(state=JobState.QUEUED, run_after__lt=now - patience) | Q(state=JobState.RUNNING, lease_until__lt=now)
    )
    ids = list(left_behind.order_by("run_after").values_list("pk", flat=True)[:500])
    for job_id in ids:
        send(job_id)
    return len(ids)
