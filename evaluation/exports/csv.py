import csv
import io
from collections.abc import Sequence

from evaluation.exports.cells import plain
from evaluation.queries.figures import CycleFigures
from evaluation.queries.report import Section
from intake.cells import harmless

HEAD = ("cycle", "section", "table", "row", "column", "value")


def to_csv(figures: CycleFigures, sections: Sequence[Section]) -> bytes:
    """The report as one long table: a line for each figure, rows of a table counted from 1, empty for what is not known.

    UTF-8 with a mark, so that spreadsheets read it as such; texts that would pass for formulas have an apostrophe before.
    """
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(HEAD)
    for section in sections:
        for table in section.tables:
            for number, row in enumerate(table.rows, start=1):
                for column, value in zip(table.columns, row, strict=True):
                    shown = plain(value)
                    cell = harmless(shown) if isinstance(shown, str) else shown
                    writer.writerow([figures.cycle.label, section.key, table.key, number, column.key, cell])
    return held.getvalue().encode("utf-8-sig")
