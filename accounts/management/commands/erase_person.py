from argparse import ArgumentParser
from typing import Any

from accounts.queries.people import person_by_email
from accounts.services import erase_person
from audit.commands import ActCommand
from audit.refusals import Refused


class Command(ActCommand):
    """Erase a person's data."""

    help = "Erase a person's data in every room, for good. What was decided keeps its author, by number."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose data, and why."""
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="stays in the trail; must not name the person")

    def act(self, **options: Any) -> None:
        """Find and erase."""
        person = person_by_email(options["email"])
        if person is None:
            raise Refused(f"Nobody has the address “{options['email']}”.")
        erase_person(person=person, actor=None, reason=options["reason"])
        self.stdout.write(f"The data of person {person.pk} is erased.")
