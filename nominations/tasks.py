"""Work of nominations that outlives a request."""

from jobs.registry import job
from jobs.services import Run
from nominations.models import Attachment
from nominations.services.scanning import SCAN, scan


@job(SCAN)
def scan_file(run: Run) -> None:
    """Look for viruses in one file; one that has been removed meanwhile needs no look."""
    found = Attachment.objects.select_related("nomination__cycle__programme").filter(pk=run.payload["attachment"])
    for attachment in found:
        scan(attachment)
