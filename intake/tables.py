"""Read a table from a CSV file as people's spreadsheets write it."""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from intake.problems import BadFile, Problem

LARGEST = 32 * 1024 * 1024


@dataclass(frozen=True)
class Row:
    """One line of the table: its number as a spreadsheet counts (the header is 1) and its cells, stripped, by column."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_csv(
    path: Path, *, required: Collection[str], optional: Collection[str] = (), prefixes: Collection[str] = ()
) -> list[Row]:
    """All rows of a CSV file; raises BadFile where the file, its encoding or its header is wrong.

    ``prefixes`` allows columns such as ``evidence:CODE``. Empty lines are passed over. UTF-8 (with or without mark) and
    Windows-1252 are read, with commas, semicolons or tabs.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile(f"{path.name} is larger than {LARGEST // 1024 // 1024} MB")
        content = path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {error.strerror}") from error
    return read_csv_text(decode(content), required=required, optional=optional, prefixes=prefixes)


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


def read_csv_text(
    text: str, *, required: Collection[str], optional: Collection[str] = (), prefixes: Collection[str] = ()
) -> list[Row]:
    """The same, of a text already decoded."""
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = [(reader.line_num, line) for line in reader]
    except csv.Error as error:
        raise BadFile([Problem(reader.line_num, "", f"cannot be read: {error}")]) from error
    if not lines:
        raise BadFile("the file is empty")
    header = [name.strip() for name in lines[0][1]]
    _check_header(header, required, optional, prefixes)
    rows, problems = [], []
    for number, (_line, cells) in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            problems.append(Problem(number, "", f"has {len(cells)} cells, the header has {len(header)}"))
            continue
        rows.append(Row(number, {name: cell.strip() for name, cell in zip(header, cells, strict=False)}))
    if problems:
        raise BadFile(problems)
    return rows


def _delimiter(text: str) -> str:
    first_line = text.split("\n", 1)[0]
    return max(",;\t", key=first_line.count)


def _check_header(
    header: list[str], required: Collection[str], optional: Collection[str], prefixes: Collection[str]
) -> None:
    problems = [Problem(1, name, "this column is missing") for name in required if name not in header]
    problems += [
        Problem(1, name, "this column stands twice") for name in sorted({n for n in header if header.count(n) > 1})
    ]
    known = {*required, *optional}
    for name in header:
        if name not in known and not any(name.startswith(prefix) for prefix in prefixes):
            allowed = ", ".join([*required, *optional, *(f"{prefix}…" for prefix in prefixes)])
            problems.append(Problem(1, name or "(no name)", f"is no column that is read here ({allowed})"))
    if problems:
        raise BadFile(problems)
