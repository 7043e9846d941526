from jobs.models import Job
from programmes.models import PlannedMessage


def job_key(planned: PlannedMessage) -> str:
    """The key of the one job that sends this message."""
    return f"planned-message:{planned.pk}"


def job_of(planned: PlannedMessage) -> Job | None:
    """The work of sending it; None before its hour."""
    return Job.objects.filter(key=job_key(planned)).first()
