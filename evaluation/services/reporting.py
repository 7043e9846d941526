"""The report as a file: at once for a command, as a job for a page."""

import hashlib
import tempfile
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from evaluation.exports import file_name, written_as
from evaluation.exports.json import content_of
from evaluation.queries.figures import CycleFigures, figures_of
from evaluation.queries.report import sections_of
from jobs import services as jobs
from jobs.models import Job
from programmes.models import Cycle

KIND = "evaluation.report"


@transaction.atomic
def write_report(*, cycle: Cycle, file_format: str, actor: User | None) -> tuple[str, bytes]:
    """The report of a cycle in one of exports.FORMATS: its file's name and content. On record, as it leaves the house."""
    figures = figures_of(cycle)
    content = written_as(file_format, figures, sections_of(figures))
    audit.record(verb="report.exported", target=cycle, actor=actor, data={"format": file_format})
    return file_name(figures, file_format), content


@transaction.atomic
def ask_for_report(*, cycle: Cycle, file_format: str, actor: User) -> Job:
    """Have the report made by a worker. Figures that have not changed since are the same work: the finished file is there."""
    figures = figures_of(cycle)
    job = jobs.enqueue(
        kind=KIND,
        key=f"{KIND}:{cycle.pk}:{file_format}:{_state_of(figures)}",
        title=_("Evaluation report of %(cycle)s, %(format)s")
        % {"cycle": cycle.known_as, "format": file_format.upper()},
        payload={"cycle": cycle.pk, "format": file_format, "actor": actor.pk},
        asked_by=actor,
    )
    audit.record(verb="report.exported", target=cycle, actor=actor, data={"format": file_format, "job": job.pk})
    return job


def make_report(run: jobs.Run) -> None:
    """Do the job: write the file and keep it."""
    cycle = Cycle.objects.select_related("programme", "rulebook").get(pk=run.payload["cycle"])
    file_format = run.payload["format"]
    run.progress(0, 2)
    figures = figures_of(cycle)
    sections = sections_of(figures)
    run.progress(1, 2)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report.{file_format}"
        path.write_bytes(written_as(file_format, figures, sections))
        run.keep(path, file_name(figures, file_format))
    run.progress(2, 2)


def _state_of(figures: CycleFigures) -> str:
    """A digest of all that the report says, without when it was made."""
    return hashlib.sha256(content_of(figures, sections_of(figures)).encode()).hexdigest()[:24]
