from jobs.registry import job
from jobs.services import Run
from nominations.models import NominationFile
from nominations.services.filing import check_file, take_file

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
