import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evaluation.queries.figures import CycleFigures
from evaluation.queries.report import Column, Section, Table, Value

NUMBERS = {"share": "0%", "money": "#,##0.00", "1": "0.0", "2": "0.00"}
WIDEST = 60


def to_xlsx(figures: CycleFigures, sections: Sequence[Section]) -> bytes:
    """The report as a workbook: a sheet for each section, its tables one below the other.

    Every text is stored as a text, so that none is taken for a formula.
    """
    book = Workbook()
    book.remove(book.active)
    book.properties.title = f"{figures.cycle.programme.title}, {figures.cycle.known_as}"
    for section in sections:
        sheet = book.create_sheet(section.key[:31])
        _text(sheet, 1, 1, section.title).font = Font(bold=True, size=16)
        row = 2
        for words in [section.lead, *section.words]:
            _text(sheet, row, 1, words)
            row += 1
        for table in section.tables:
            row = _write_table(sheet, row + 1, table)
        _set_widths(sheet)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _write_table(sheet: Worksheet, row: int, table: Table) -> int:
    """Write one table from this row on; returns the first row after it."""
    _text(sheet, row, 1, table.title).font = Font(bold=True, size=12)
    for number, column in enumerate(table.columns, start=1):
        head = _text(sheet, row + 1, number, column.head)
        head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for below, values in enumerate(table.rows, start=row + 2):
        for number, (column, value) in enumerate(zip(table.columns, values, strict=True), start=1):
            _write(sheet, below, number, column, value)
    after = row + 2 + len(table.rows)
    if table.note:
        _text(sheet, after, 1, table.note).font = Font(italic=True)
        after += 1
    return after


def _write(sheet: Worksheet, row: int, number: int, column: Column, value: Value) -> None:
    if isinstance(value, str):
        _text(sheet, row, number, value)
        return
    cell = sheet.cell(row=row, column=number, value=value)
    if column.form in NUMBERS:
        cell.number_format = NUMBERS[column.form]


def _text(sheet: Worksheet, row: int, number: int, text: str) -> Cell:
    cell = sheet.cell(row=row, column=number)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.alignment = Alignment(vertical="top")
    return cell


def _set_widths(sheet: Worksheet) -> None:
    """Columns as wide as their longest cell, within reason; the first one holds sentences that may run over."""
    for column in range(1, sheet.max_column + 1):
        lengths = [len(str(cell.value)) for (cell,) in sheet.iter_rows(min_col=column, max_col=column) if cell.value]
        widest = min(WIDEST, max(lengths, default=10) + 2)
        sheet.column_dimensions[get_column_letter(column)].width = 34 if column == 1 else widest
