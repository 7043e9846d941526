from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.queries.people import person_by_email
from accounts.services import export_person
from audit.commands import ActCommand
from audit.refusals import Refused


class Command(ActCommand):
    """Hand over a person's data."""

    help = "Everything that Laurel holds of a person, as a ZIP with one JSON file a room."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose data, and where to."""
        parser.add_argument("email")
        parser.add_argument("--out", type=Path, required=True)

    def act(self, **options: Any) -> None:
        """Find, gather, write."""
        person = person_by_email(options["email"])
        if person is None:
            raise Refused(f"Nobody has the address “{options['email']}”.")
        content = export_person(person=person, actor=None)
        try:
            options["out"].write_bytes(content)
        except OSError as error:
            raise Refused(f"{options['out'].name} cannot be written: {error.strerror}") from error
        self.stdout.write(f"{options['out'].name}: {len(content)} bytes.")
