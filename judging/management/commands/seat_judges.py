from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from audit.commands import ImportCommand
from intake.tables import read_csv
from judging.services.seating import COLUMNS, seat_judges
from programmes.queries.cycles import cycle_by_label


class Command(ImportCommand):
    """Seat judges and chairs from a file."""

    help = (
        "Seat a panel: email,role,categories (role: judge or chair; codes of categories with ; between, none for all)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("cycle", metavar="CYCLE")
        parser.add_argument("file", type=Path, metavar="FILE.csv")

    def act(self, **options: Any) -> None:
        cycle = cycle_by_label(options["cycle"])
        rows = read_csv(options["file"], required=COLUMNS[:1], optional=COLUMNS[1:])
        seats = seat_judges(cycle=cycle, rows=rows, actor=None)
        self.stdout.write(f"{len(seats)} seated on the panel of {cycle.label}.")
