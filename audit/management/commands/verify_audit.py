from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from audit.commands import ActCommand
from audit.offline_verifier import verify_file
from audit.queries.verification import verify_database
from audit.refusals import Refused


class BrokenTrail(Refused):
    """The trail is not as it was sealed."""


class Command(ActCommand):
    """Prove the trail."""

    help = (
        "Prove that the audit trail (the database's, or an exported file) is as it was sealed; exit 1 where it is not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A file, or none for the database; the hash of a seal that somebody has kept."""
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument(
            "--seal", default="", metavar="HASH", help="a seal that must be there, of a letter or report"
        )

    def act(self, **options: Any) -> None:
        """Verify and say what was found."""
        try:
            kept = options["seal"]
            report = verify_file(str(options["file"]), kept) if options["file"] else verify_database(kept)
        except (OSError, ValueError) as error:
            raise Refused(f"This is no trail that can be read: {error}") from error
        if report.first is not None:
            findings = [str(finding) for finding in report.findings if finding != report.first]
            raise BrokenTrail("\n".join([f"First broken: {report.first}", *findings, report.summary()]))
        self.stdout.write(report.summary())
        if report.last_seal:
            self.stdout.write(f"The last seal is {report.last_seal}.")
