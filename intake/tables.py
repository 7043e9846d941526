"""Read a table with known columns from a file as people's spreadsheets write it."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from intake.grids import Grid, decode, read_csv_grid, read_grid
from intake.problems import BadFile, Problem

__all__ = ["LARGEST", "Row", "decode", "read_csv", "read_csv_text", "read_table", "rows_of"]

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
    return read_csv_text(decode(_content(path)), required=required, optional=optional, prefixes=prefixes)


def read_table(
    path: Path, *, required: Collection[str], optional: Collection[str] = (), prefixes: Collection[str] = ()
) -> list[Row]:
    """The same of a CSV file or an XLSX workbook, whose first sheet is read; a cell with a formula is a problem."""
    return rows_of(read_grid(_content(path)), required=required, optional=optional, prefixes=prefixes)


def read_csv_text(
    text: str, *, required: Collection[str], optional: Collection[str] = (), prefixes: Collection[str] = ()
) -> list[Row]:
    """The same, of a text already decoded."""
    return rows_of(read_csv_grid(text), required=required, optional=optional, prefixes=prefixes)


def rows_of(
    grid: Grid, *, required: Collection[str], optional: Collection[str] = (), prefixes: Collection[str] = ()
) -> list[Row]:
    """The lines of a grid by column; raises BadFile naming each column that lacks or is unknown, and each bad cell."""
    _check_header(grid.header, required, optional, prefixes)
    faults = [
        Problem(line.number, grid.header[place], fault)
        for line in grid.lines
        for place, fault in line.faults.items()
        if place < len(grid.header)
    ]
    if faults:
        raise BadFile(faults)
    return [Row(line.number, dict(zip(grid.header, line.cells, strict=True))) for line in grid.lines]


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile(f"{path.name} is larger than {LARGEST // 1024 // 1024} MB")
        return path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {error.strerror}") from error


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
