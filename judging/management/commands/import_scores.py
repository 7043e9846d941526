from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from audit.commands import ImportCommand
from intake.tables import read_csv
from judging.services.importing import COLUMNS, import_scores
from programmes.queries.cycles import cycle_by_label


class Command(ImportCommand):
    """Take scores from a file."""

    help = "Import scores: entry,judge_email,criterion,score,comment (entry: its reference or the nominee's email)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("cycle", metavar="CYCLE")
        parser.add_argument("file", type=Path, metavar="FILE.csv")

    def act(self, **options: Any) -> None:
        cycle = cycle_by_label(options["cycle"])
        rows = read_csv(options["file"], required=COLUMNS, optional=["comment"])
        done = import_scores(cycle=cycle, rows=rows, actor=None)
        self.stdout.write(
            f"{done.added} scores added, {done.changed} changed, {done.submitted} sheets complete and sent."
        )
