from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from audit.commands import ActCommand
from audit.refusals import Refused
from audit.services import export_trail


class Command(ActCommand):
    """Export the trail, with the program that proves it."""

    help = "The audit trail as JSON lines, with a program beside it that proves it without Laurel."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which part, and where to."""
        parser.add_argument("--cycle", default="", help="such as service-stars/2026-10; everything without it")
        parser.add_argument("--out", type=Path, required=True, help="a .jsonl file, or a .zip")

    def act(self, **options: Any) -> None:
        """Write the file."""
        try:
            count = export_trail(out=options["out"], cycle=options["cycle"])
        except OSError as error:
            raise Refused(f"{options['out'].name} cannot be written: {error.strerror}") from error
        self.stdout.write(f"{options['out'].name}: {count} lines.")
