from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from jobs.enums import JobState
from jobs.models import Job
from jobs.services.queueing import send

PATIENCE = timedelta(seconds=10)


def sweep() -> int:
    """Send again every job that should be running and that no worker holds; returns how many.

    That is: queued for longer than PATIENCE, or running with a lease that has run out.
    """
    now = timezone.now()
    left_behind = Job.objects.filter(
        Q(state=JobState.QUEUED, run_after__lt=now - PATIENCE) | Q(state=JobState.RUNNING, lease_until__lt=now)
    )
    ids = list(left_behind.order_by("run_after").values_list("pk", flat=True)[:500])
    for job_id in ids:
        send(job_id)
    return len(ids)
