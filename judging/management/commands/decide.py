from argparse import ArgumentParser
from typing import Any

from accounts.models import User
from accounts.queries.people import person_by_email
from audit.commands import ActCommand
from audit.refusals import Refused
from judging.services.deciding import decide
from programmes.queries.cycles import cycle_by_label


class Command(ActCommand):
    """Decide by the ranking."""

    help = "The ranking's first places become decisions of two people; a tie that the rulebook leaves open is refused by name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("cycle", metavar="CYCLE")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who proposes: the chair or a manager")
        parser.add_argument("--confirmed-by", required=True, metavar="EMAIL", help="another person, who confirms")

    def act(self, **options: Any) -> None:
        cycle = cycle_by_label(options["cycle"])
        by, confirmed_by = _person(options["by"]), _person(options["confirmed_by"])
        for decision in decide(cycle=cycle, by=by, confirmed_by=confirmed_by):
            words = "highly commended" if decision.commended else f"place {decision.place}"
            self.stdout.write(f"{decision.category.code}: {decision.entry.reference} {words}")
        self.stdout.write(f"{cycle.label} is decided as ranked.")


def _person(email: str) -> User:
    person = person_by_email(email)
    if person is None or not person.is_active:
        raise Refused(f"“{email}” is nobody with an open account.")
    return person
