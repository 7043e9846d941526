from jobs.registry import job
from jobs.services import Run
from nominations.models import Attachment, NominationFile
from nominations.services.filing import check_file, take_file
from nominations.services.scanning import SCAN, scan

WITH = ("cycle__programme", "cycle__rulebook", "by")


@job("nominations.check_file")
def check(run: Run) -> None:
    """Look at every row of one uploaded file; nothing where it has been deleted."""
    file = NominationFile.objects.select_related(*WITH).filter(pk=run.payload["file"]).first()
    if file is not None:
        check_file(file=file, progress=run.progress)


@job("nominations.import_file")
def bring_in(run: Run) -> None:
    """Bring in what is good of one uploaded file; nothing where it has been deleted."""
    file = NominationFile.objects.select_related(*WITH).filter(pk=run.payload["file"]).first()
    if file is not None:
        take_file(file=file, progress=run.progress)


@job(SCAN)
def look_for_viruses(run: Run) -> None:
    """Look for viruses in one file that came with a nomination; one that has been removed meanwhile needs no look."""
    found = Attachment.objects.select_related("nomination__cycle__programme").filter(pk=run.payload["attachment"])
    for attachment in found:
        scan(attachment)
