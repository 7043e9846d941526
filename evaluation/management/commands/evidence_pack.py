from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from audit.commands import ActCommand
from audit.refusals import Refused
from evaluation.services.packing import pack_evidence
from programmes.queries.cycles import cycle_by_label


class Command(ActCommand):
    """Everything that shows how a programme is run, in one file."""

    help = "Write the evidence pack of a cycle: every point of the standard with what proves it, and the documents."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The cycle, the file."""
        parser.add_argument("cycle", help="such as service-stars/2026-10")
        parser.add_argument("--out", required=True, type=Path, help="the .zip file to write")

    def act(self, **options: Any) -> None:
        """Write the file; say how much of the standard is shown, and what is not."""
        cycle = cycle_by_label(options["cycle"])
        out: Path = options["out"]
        if out.suffix != ".zip":
            raise Refused(f"{out} is no .zip file.")
        try:
            evidence = pack_evidence(cycle=cycle, out=out, actor=None)
        except OSError as error:
            raise Refused(f"{out} cannot be written: {error.strerror}") from error
        missing = [one.point.code for one in evidence if not one.shown]
        self.stdout.write(
            f"{cycle.label}: {out} written, {len(evidence) - len(missing)} of {len(evidence)} points shown."
        )
        if missing:
            self.stdout.write(f"Not yet: {', '.join(missing)}.")
