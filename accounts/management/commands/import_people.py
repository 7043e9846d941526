from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.people_file import read_people
from accounts.services import import_people
from audit.commands import ImportCommand


class Command(ImportCommand):
    """Bring the directory to what a file says."""

    help = "People from a CSV file: email, full_name, team, job_role, site, line_manager_email, started_on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and the trial."""
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)

    def act(self, **options: Any) -> None:
        """Read, compare, write."""
        plan = import_people(lines=read_people(options["file"]), actor=None)
        self.stdout.write(f"{plan.added} added, {plan.changed} changed, {plan.unchanged} as they were.")
        self.stdout.write(f"{len(plan.new_teams)} teams and {len(plan.new_roles)} job roles made.")
