"""Tables as files, written row by row, so that a long one takes no more memory than a short one."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from intake.cells import Value, in_csv

MARK = "\ufeff"
TAKEN_FOR_MORE = ("=", "#")
"""What openpyxl would take for a formula or an error."""


class _Echo:
    """A file that gives back what is written."""

    def write(self, text: str) -> str:
        return text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Value]], *, delimiter: str = ",") -> Iterator[str]:
    """The lines of a CSV file, each as it is made. The mark at the start makes spreadsheets read it as UTF-8."""
    writer = csv.writer(_Echo(), delimiter=delimiter)
    yield MARK
    yield str(writer.writerow(header))
    for row in rows:
        yield str(writer.writerow([in_csv(value) for value in row]))


def write_xlsx(file: IO[bytes], header: Sequence[str], rows: Iterable[Sequence[Value]], *, title: str) -> None:
    """Write a workbook of one sheet. Every text is stored as a text, so that none is taken for a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_head(sheet, name) for name in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(file)


def _head(sheet: Any, name: str) -> Any:
    cell = WriteOnlyCell(sheet, value=name)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Value) -> Any:
    if isinstance(value, bool):
        return in_csv(value)
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    if not text.startswith(TAKEN_FOR_MORE):
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell
