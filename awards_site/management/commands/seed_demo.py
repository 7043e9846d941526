from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from audit.commands import ActCommand
from awards_site.demo.people import people
from awards_site.demo.seeding.directory import PASSWORD
from awards_site.demo.seeding.organisation import seed_demo


class Command(ActCommand):
    """Fill an empty database with a fictitious organisation, so that every page has something to show."""

    help = "Make the demo organisation; refuses a database that has people in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How large, and whether only the sign-ins are asked for."""
        parser.add_argument("--scale", type=int, default=1, help="so many times as large, for benchmarks")
        parser.add_argument("--logins", action="store_true", help="only print who can sign in")

    def act(self, *, scale: int, logins: bool, **options: Any) -> None:
        """Seed, or say who can sign in."""
        if logins:
            self._logins()
            return
        if scale < 1:
            raise CommandError(f"--scale is {scale}; it counts from 1.")
        say = self.stdout.write if options["verbosity"] > 1 else lambda _words: None
        made = seed_demo(scale=scale, say=say)
        self.stdout.write(
            f"{made.people} people, {made.programmes} programmes, {made.cycles} cycles, {made.nominations} nominations."
        )

    def _logins(self) -> None:
        self.stdout.write(f"\nSign in with the password {PASSWORD} as")
        for person in people().logins():
            self.stdout.write(f"  {person.email:<40} {person.login}: {person.full_name}")
