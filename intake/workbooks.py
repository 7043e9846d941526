"""Read a table from an XLSX workbook, without trusting it."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook

from intake.problems import BadFile

ZIP = b"PK\x03\x04"
MOST_UNPACKED = 150 * 1024 * 1024
MOST_PARTS = 1_000
MOST_ROWS = 50_000
NO_WORKBOOK = "the file is no Excel workbook that can be read; save it as .xlsx again, or as “CSV UTF-8”"
FORMULA = "holds a formula; copy its column and paste it as values"
FAILED = "holds an error of the spreadsheet ({value})"


def is_workbook(content: bytes) -> bool:
    """Whether the file is packed as an XLSX workbook is."""
    return content.startswith(ZIP)


def read_workbook(content: bytes) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """The rows of the first sheet, each with its number and, for each cell, its text and what is wrong with it ("" if
    nothing).

    Raises BadFile for what is no workbook, unpacks to more than 150 MB or has more than 50,000 rows.
    """
    _check_packed(content)
    for number, row in enumerate(_rows(content), start=1):
        if number > MOST_ROWS:
            raise BadFile(f"the first sheet has more than {MOST_ROWS} rows")
        yield number, row


def _rows(content: bytes) -> Iterator[list[tuple[str, str]]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size may be anything
        for row in sheet.iter_rows():
            yield [_cell(cell) for cell in row]
    except Exception as error:  # a broken file breaks its reader in whatever way
        raise BadFile(NO_WORKBOOK) from error


def _check_packed(content: bytes) -> None:
    """Zipfile unpacks no part further than the size that its header states, so the sum of these is a limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BadFile(NO_WORKBOOK) from error
    if "xl/workbook.xml" not in names:
        raise BadFile("the file is packed like a workbook, but holds none; save it as .xlsx or as “CSV UTF-8”")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadFile(f"the workbook unpacks to more than {MOST_UNPACKED // 1024 // 1024} MB")


def _cell(cell: Any) -> tuple[str, str]:
    value = cell.value
    if value is None:
        return "", ""
    if cell.data_type == "f":
        return "", FORMULA
    if cell.data_type == "e":
        return "", FAILED.format(value=value)
    return _text(value), ""


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\x00", "")
