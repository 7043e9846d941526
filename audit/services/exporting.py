import json
import shutil
import zipfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from django.db import transaction
from django.db.models import Model, Q

from audit.models import Record, Seal
from audit.queries.trail_lines import trail_lines
from audit.refusals import Refused
from audit.services.recording import record

VERIFIER = "verify_trail.py"


class UnknownTrail(Refused):
    """No record belongs to this cycle."""


def verifier_text() -> str:
    """The program that proves an export, as text."""
    return (resources.files("audit") / "offline_verifier.py").read_text(encoding="utf-8")


def export_lines(*, cycle: str = "", kept_back: Q | None = None) -> Iterator[str]:
    """The trail as JSON lines, each with its newline, with no more than the hashes of what is ``kept_back``.

    Raises UnknownTrail for a cycle without a record.
    """
    if cycle and not Record.objects.filter(cycle=cycle).exists():
        raise UnknownTrail(f"The trail has no record of the cycle “{cycle}”.")
    return (json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in trail_lines(cycle, kept_back))


def export_trail(*, out: Path, cycle: str = "", kept_back: Q | None = None) -> int:
    """Write the trail to ``out`` and the program that proves it beside it (inside it, for a ``.zip``); returns its lines.
    Of what is ``kept_back`` it holds no more than the hashes.

    Raises UnknownTrail, and OSError where the file cannot be written; nothing is left then.
    """
    lines = export_lines(cycle=cycle, kept_back=kept_back)
    part = out.with_name(out.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            count = 0
            for line in lines:
                file.write(line)
                count += 1
        if out.suffix == ".zip":
            _pack(part, out)
        else:
            shutil.move(part, out)
            (out.parent / VERIFIER).write_text(verifier_text(), encoding="utf-8")
    finally:
        part.unlink(missing_ok=True)
    return count


def _pack(trail: Path, out: Path) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(trail, "trail.jsonl")
        archive.writestr(VERIFIER, verifier_text())


@transaction.atomic
def record_export(*, actor: Model | None, cycle: str = "") -> Record | None:
    """Say in the trail that somebody took a copy of it; None where there is no seal yet that the record could be about."""
    seal = Seal.objects.order_by("-number").first()
    if seal is None:
        return None
    return record(verb="audit.exported", target=seal, actor=actor, data={"cycle": cycle, "seal": seal.number})
