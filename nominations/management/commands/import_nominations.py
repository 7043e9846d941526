from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from audit.commands import ImportCommand
from intake.tables import read_table
from nominations.services.import_rows import COLUMNS, EVIDENCE, OPTIONAL, QUESTION, WRONG
from nominations.services.importing import import_nominations
from programmes.queries.cycles import cycle_by_label


class Command(ImportCommand):
    """Nominations from a CSV file or an XLSX workbook, all of them or none."""

    help = (
        f"Import nominations from a CSV file or the first sheet of an XLSX workbook with the columns {','.join(COLUMNS)} "
        f"(and {EVIDENCE}CODE, {QUESTION}CODE, {', '.join(OPTIONAL)})."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The cycle, the file, --dry-run."""
        super().add_arguments(parser)
        parser.add_argument("cycle", help="such as service-stars/2026-10")
        parser.add_argument("file", type=Path)

    def act(self, **options: Any) -> None:
        """Read the file, import it, say what came in."""
        cycle = cycle_by_label(options["cycle"])
        rows = read_table(options["file"], required=COLUMNS, optional=[*OPTIONAL, WRONG], prefixes=[EVIDENCE, QUESTION])
        done = import_nominations(cycle=cycle, rows=rows, actor=None)
        self.stdout.write(f"{cycle.label}: {done.added} nominations imported, {done.known} were there already.")
