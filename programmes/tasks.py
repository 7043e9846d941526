from jobs.registry import job
from jobs.services import Run
from programmes.models import PlannedMessage
from programmes.services.retention import KIND, remove_names
from programmes.services.sending import JOB, write_copies


@job(KIND)
def remove_names_of_a_cycle(run: Run) -> None:
    """Remove the names and stories of one cycle."""
    remove_names(cycle_id=run.payload["cycle"])


@job(JOB)
def send_planned(run: Run) -> None:
    """Write the copies of one planned message; without effect where it is gone or sent."""
    messages = PlannedMessage.objects.select_related("programme", "scheduled_by")
    planned = messages.filter(pk=run.payload["planned"]).first()
    if planned is not None:
        write_copies(planned=planned, progress=run.progress)
