from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from accounts.queries.people import person_by_email
from audit.commands import ActCommand
from nominations.services.screening import accept_eligible
from nominations.services.sending_once import OUR_OWN
from programmes.queries.cycles import cycle_by_label


class Command(ActCommand):
    """Screen what waits in a cycle."""

    help = "Accept the nominations that no rule speaks against, and print the rest with reasons."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The cycle, and who screens."""
        parser.add_argument("cycle", help="such as service-stars/2026-10")
        parser.add_argument("--accept-eligible", action="store_true", required=True)
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who screens")

    def act(self, **options: Any) -> None:
        """Accept, then print one line for each nomination that is left."""
        cycle = cycle_by_label(options["cycle"])
        actor = person_by_email(options["by"])
        if actor is None or not actor.is_active:
            raise CommandError(f"Nobody here has the address “{options['by']}”.")
        screened = accept_eligible(cycle=cycle, actor=actor)
        for nomination, reasons in screened.left:
            given = nomination.external_reference
            name = nomination.reference if not given or given.startswith(OUR_OWN) else given
            self.stdout.write(f"{name} ({nomination.category.code}): {' '.join(reasons)}")
        self.stdout.write(f"{cycle.label}: {len(screened.accepted)} accepted, {len(screened.left)} left to look at.")
