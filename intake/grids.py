"""A table from a file as somebody's spreadsheet wrote it, before anybody says what its columns mean."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.problems import BadFile, Problem
from intake.workbooks import is_workbook, read_workbook

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
MOST_COLUMNS = 200


@dataclass(frozen=True)
class Line:
    """One line: its number as a spreadsheet counts (the header is 1), its cells, stripped, one for each column of the
    header, and what is wrong with a cell in itself, by its place.
    """

    number: int
    cells: list[str]
    faults: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Grid:
    """A header and the lines below it that are not empty. ``delimiter`` is empty for a workbook."""

    header: list[str]
    lines: list[Line]
    delimiter: str = ","


def read_grid(content: bytes) -> Grid:
    """The table in a CSV file or in the first sheet of an XLSX workbook, told apart by what they hold.

    Raises BadFile for anything else, and where the file as a whole cannot be read.
    """
    if content.startswith(OLD_WORKBOOK):
        raise BadFile("the file is an old Excel workbook (.xls) or has a password; save it as .xlsx or as “CSV UTF-8”")
    if not is_workbook(content):
        return read_csv_grid(decode(content))
    numbered = [(number, *_split(cells)) for number, cells in read_workbook(content)]
    return _grid(numbered, delimiter="")


def decode(content: bytes) -> str:
    """The text of a file that a spreadsheet wrote. Raises BadFile for what is no text at all."""
    if b"\x00" in content:
        raise BadFile("the file holds a NUL byte, so it is no CSV text; export it as “CSV UTF-8”")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile("the file is neither UTF-8 nor Windows-1252 text; export it as “CSV UTF-8”")


def read_csv_grid(text: str) -> Grid:
    """The table in a CSV text, with commas, semicolons or tabs."""
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = list(reader)
    except csv.Error as error:
        raise BadFile([Problem(reader.line_num, "", f"cannot be read: {error}")]) from error
    return _grid([(number, cells, {}) for number, cells in enumerate(lines, start=1)], delimiter=delimiter)


def _grid(numbered: list[tuple[int, list[str], dict[int, str]]], *, delimiter: str) -> Grid:
    if not numbered:
        raise BadFile("the file is empty")
    header = [name.strip() for name in numbered[0][1]]
    if len(header) > MOST_COLUMNS:
        raise BadFile(f"the file has {len(header)} columns; {MOST_COLUMNS} are the most")
    width, lines, problems = len(header), [], []
    for number, cells, faults in numbered[1:]:
        stripped = [cell.strip() for cell in cells]
        if not any(stripped) and not faults:
            continue
        if len(cells) > width and any(stripped[width:]):
            problems.append(Problem(number, "", f"has {len(cells)} cells, the header has {width}"))
            continue
        lines.append(Line(number, (stripped + [""] * width)[:width], faults))
    if problems:
        raise BadFile(problems)
    return Grid(header, lines, delimiter)


def _split(cells: list[tuple[str, str]]) -> tuple[list[str], dict[int, str]]:
    texts = [text for text, _fault in cells]
    return texts, {place: fault for place, (_text, fault) in enumerate(cells) if fault}


def _delimiter(text: str) -> str:
    first_line = text.split("\n", 1)[0]
    return max(",;\t", key=first_line.count)
