"""The evidence pack: what shows that a programme is run as the standard asks, in one file."""

import json
import tempfile
import zipfile
from pathlib import Path

from django.db import transaction

from accounts.models import User
from audit import services as audit
from audit.services import export_trail
from evaluation.exports import written_as
from evaluation.exports.evidence import index_html, index_json
from evaluation.queries.evidence import Evidence, evidence_of
from evaluation.queries.figures import figures_of
from evaluation.queries.report import sections_of
from judging.calculations.reasons import SENTENCES
from judging.queries.exports import exported
from judging.queries.results import newest_results
from programmes.models import Cycle
from programmes.plans.writing import write_plan
from programmes.queries.plans import plan_of

FILES = ("report.pdf", "programme.yaml", "results.json", "trail.zip")


@transaction.atomic
def pack_evidence(*, cycle: Cycle, out: Path, actor: User | None) -> tuple[Evidence, ...]:
    """Write the pack to ``out``, a .zip; returns the points of the standard, each with whether it is shown.

    In it: index.html and index.json (every point with its proofs), the evaluation report, the programme as a file that
    import_programme reads, the results as they were last computed, and the trail with the program that proves it.
    Raises OSError where the file cannot be written; nothing is left then.
    """
    audit.record(verb="evidence.packed", target=cycle, actor=actor)
    figures = figures_of(cycle)
    evidence = evidence_of(figures)
    part = out.with_name(out.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("index.html", index_html(figures, evidence, FILES))
            archive.writestr("index.json", index_json(figures, evidence, FILES))
            archive.writestr("report.pdf", written_as("pdf", figures, sections_of(figures)))
            archive.writestr("programme.yaml", write_plan(plan_of(cycle.programme)))
            archive.writestr("results.json", _results(cycle))
            archive.writestr("trail.zip", _trail(cycle))
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return evidence


def _results(cycle: Cycle) -> str:
    """As the command ``results`` prints them, without computing anew: nothing is changed by showing it."""
    method = cycle.rulebook.method if cycle.rulebook else ""
    newest = newest_results(cycle, method)
    reasons = {str(reason): sentence for reason, sentence in SENTENCES.items()}
    answer = exported(cycle, method, [newest[category] for category in sorted(newest)], reasons)
    return json.dumps(answer, indent=2, ensure_ascii=False, allow_nan=False)


def _trail(cycle: Cycle) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trail.zip"
        export_trail(out=path, cycle=cycle.label)
        return path.read_bytes()
