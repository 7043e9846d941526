from argparse import ArgumentParser
from typing import Any

from django.utils.dateparse import parse_date

from audit.commands import ActCommand
from audit.refusals import Refused
from programmes.queries.programmes import programme_by_slug
from programmes.services.scheduling import create_cycle


class Command(ActCommand):
    """Make a cycle outside the frequency."""

    help = "Plan a cycle of a programme; its dates follow from the day on which nominations open."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which programme, the cycle's name, the first day."""
        parser.add_argument("slug", help="the programme, such as service-stars")
        parser.add_argument("name", help="the cycle's name, such as 2026-10")
        parser.add_argument(
            "--opens", required=True, metavar="DATE", help="the day nominations open, such as 2026-10-01"
        )
        parser.add_argument("--title", default="", help="its name on pages, such as “autumn 2026”")

    def act(self, **options: Any) -> None:
        """Plan it and say when it opens and closes."""
        opens_on = _day(options["opens"])
        programme = programme_by_slug(options["slug"])
        cycle = create_cycle(
            programme=programme, name=options["name"], opens_on=opens_on, actor=None, title=options["title"]
        )
        self.stdout.write(f"{cycle.label} opens {cycle.opens_at.isoformat()} and closes {cycle.closes_at.isoformat()}.")


def _day(text: str) -> Any:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise Refused(f"“{text}” is no day; write one such as 2026-10-01.")
    return day
