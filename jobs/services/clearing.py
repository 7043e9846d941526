from collections.abc import Collection

from jobs.enums import JobState
from jobs.models import Job


def delete_finished(*, kinds: Collection[str], cycle_id: int) -> int:
    """Delete the finished jobs of these kinds for a cycle, each with its file; returns how many.

    The row goes too: its key would say that the work is done and stop it from being asked for again.
    """
    finished = list(
        Job.objects.filter(kind__in=kinds, payload__cycle=cycle_id, state__in=[JobState.DONE, JobState.FAILED])
    )
    for job in finished:
        job.result.delete(save=False)
    Job.objects.filter(pk__in=[job.pk for job in finished]).delete()
    return len(finished)
