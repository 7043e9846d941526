from jobs.registry import job
from jobs.services import Run
from programmes.models import Cycle
from recognition import services as recognition


@job("recognition.certificates")
def print_certificates(run: Run) -> None:
    """Print the certificates of one cycle."""
    cycle = Cycle.objects.select_related("programme").get(pk=run.payload["cycle"])
    recognition.make_certificates(cycle=cycle, progress=run.progress)


@job("recognition.certificates_zip")
def put_certificates_together(run: Run) -> None:
    """All certificates of one cycle as one file."""
    cycle = Cycle.objects.select_related("programme").get(pk=run.payload["cycle"])
    recognition.zip_certificates(cycle=cycle, run=run)
