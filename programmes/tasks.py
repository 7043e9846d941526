from jobs.registry import job
from jobs.services import Run
from programmes.models import Consultation
from programmes.services.consultations import JOB, tell_invited
from programmes.services.retention import KIND, remove_names


@job(KIND)
def remove_names_of_a_cycle(run: Run) -> None:
    """Remove the names and stories of one cycle."""
    remove_names(cycle_id=run.payload["cycle"])


@job(JOB)
def write_consultation_messages(run: Run) -> None:
    """Write to everybody who is asked about the rules."""
    consultation = Consultation.objects.select_related("rulebook__programme").get(pk=run.payload["consultation"])
    tell_invited(consultation=consultation, progress=run.progress)
