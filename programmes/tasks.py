from datetime import date

from jobs.registry import job
from jobs.services import Run
from programmes.models import Consultation, PlannedMessage
from programmes.services import consultation_reminders, consultations, sending
from programmes.services.retention import KIND, remove_names


@job(KIND)
def remove_names_of_a_cycle(run: Run) -> None:
    """Remove the names and stories of one cycle."""
    remove_names(cycle_id=run.payload["cycle"])


@job(consultations.JOB)
def write_consultation_messages(run: Run) -> None:
    """Write to everybody who is asked about the rules."""
    consultation = Consultation.objects.select_related("rulebook__programme").get(pk=run.payload["consultation"])
    consultations.tell_invited(consultation=consultation, progress=run.progress)


@job(consultation_reminders.JOB)
def write_consultation_reminders(run: Run) -> None:
    """Remind everybody who has not answered by now."""
    asked = Consultation.objects.select_related("rulebook__programme", "opened_by")
    consultation = asked.get(pk=run.payload["consultation"])
    day = date.fromisoformat(run.payload["day"])
    consultation_reminders.write_reminders(consultation=consultation, day=day, progress=run.progress)


@job(sending.JOB)
def send_planned(run: Run) -> None:
    """Write the copies of one planned message; without effect where it is gone or sent."""
    messages = PlannedMessage.objects.select_related("programme", "scheduled_by")
    planned = messages.filter(pk=run.payload["planned"]).first()
    if planned is not None:
        sending.write_copies(planned=planned, progress=run.progress)
