from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from audit.refusals import Refused
from audit.unattended import unattended
from programmes.queries.cycles import cycle_by_label
from recognition import services as recognition
from recognition.enums import CertificateState
from recognition.naming import file_name
from recognition.queries.sheets import printable
from recognition.services.certificates import SomeFailed


class Command(BaseCommand):
    """Not one act in one transaction: printing may take minutes and must not hold the database meanwhile."""

    help = "Write the certificates of a cycle as PDF files, printing those that are not printed yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A cycle and a folder."""
        parser.add_argument("cycle", help="such as service-stars/2026-10")
        parser.add_argument("--out", required=True, type=Path, help="the folder; made where it does not exist")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what is missing, then write every file."""
        self.verbosity = options["verbosity"]
        try:
            with unattended():
                written = self._issue(options["cycle"], options["out"])
        except (Refused, SomeFailed) as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"Cannot write to {options['out']}: {error.strerror}.") from error
        self.stdout.write(f"{written} certificates written to {options['out']}.")

    def _say(self, done: int, total: int) -> None:
        if self.verbosity > 1:
            self.stdout.write(f"{done} of {total}")

    def _issue(self, label: str, folder: Path) -> int:
        cycle = cycle_by_label(label)
        of_cycle = printable().filter(award__decision__cycle=cycle)
        if not of_cycle.exists():
            raise CommandError(f"{label} has no certificates: its results have not been announced.")
        folder.mkdir(parents=True, exist_ok=True)
        recognition.make_certificates(cycle=cycle, progress=self._say)
        ready = list(of_cycle.filter(state=CertificateState.READY).order_by("pk"))
        for certificate in ready:
            with default_storage.open(str(certificate.file.name), "rb") as file:
                (folder / file_name(certificate)).write_bytes(file.read())
        return len(ready)
