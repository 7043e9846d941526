from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from audit.commands import ActCommand
from audit.refusals import Refused
from evaluation.exports import FORMATS
from evaluation.services.reporting import write_report
from programmes.queries.cycles import cycle_by_label


class Command(ActCommand):
    """The evaluation of one cycle as a file."""

    help = "Write the evaluation report of a cycle as PDF, Excel, CSV or JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The cycle, the format, the file."""
        parser.add_argument("cycle", help="such as service-stars/2026-10")
        parser.add_argument("--format", required=True, choices=FORMATS, dest="file_format")
        parser.add_argument("--out", required=True, type=Path, help="the file to write")

    def act(self, **options: Any) -> None:
        """Write the file, or say why it cannot be written."""
        cycle = cycle_by_label(options["cycle"])
        _name, content = write_report(cycle=cycle, file_format=options["file_format"], actor=None)
        out: Path = options["out"]
        try:
            out.write_bytes(content)
        except OSError as error:
            raise Refused(f"{out} cannot be written: {error.strerror}") from error
        self.stdout.write(f"{cycle.label}: {out} written, {len(content):,} bytes.")
