from argparse import ArgumentParser
from typing import Any

from audit.commands import ActCommand
from programmes.plans.writing import write_plan
from programmes.queries.plans import plan_of
from programmes.queries.programmes import programme_by_slug


class Command(ActCommand):
    """Print a programme's plan as a file that import_programme reads."""

    help = "Export a programme's whole plan as YAML."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")

    def act(self, *, slug: str, **options: Any) -> None:
        self.stdout.write(write_plan(plan_of(programme_by_slug(slug))), ending="")
