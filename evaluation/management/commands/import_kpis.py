from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from audit.commands import ImportCommand
from evaluation.services.importing_kpis import COLUMNS, import_kpis
from intake.tables import read_csv


class Command(ImportCommand):
    """The service's figures from a CSV file, all of them or none."""

    help = f"Import KPIs from a CSV file with the columns {','.join(COLUMNS)}. A code that is new makes a new KPI."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, --dry-run."""
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)

    def act(self, **options: Any) -> None:
        """Read the file, import it, say what came in."""
        done = import_kpis(rows=read_csv(options["file"], required=COLUMNS), actor=None)
        self.stdout.write(f"{done.added} figures imported, {done.changed} changed, {done.known} were there already.")
        for code in done.created:
            self.stdout.write(f"New KPI: {code}. Give it a title, a unit and an aim at /reports/kpis/.")
