"""An uploaded file, read by the columns that were chosen for it."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from intake.cells import Value, as_typed
from intake.grids import Grid, Line, read_grid
from intake.problems import BadFile, Problem
from intake.tables import Row
from nominations.calculations.columns import cells_of, field_at
from nominations.enums import Fate
from nominations.file_fields import LABELS
from nominations.models import NominationFile
from nominations.queries.row_fates import RowFate
from nominations.services.import_rows import WRONG, CheckedRow, check_rows
from nominations.services.importing import known_references
from programmes.models import Cycle

MOST_ROWS = 20_000


@dataclass(frozen=True)
class FileReading:
    """The fate of every row, and the nominations that come in, not yet stored."""

    fates: list[RowFate]
    good: list[CheckedRow]

    def count(self, fate: str) -> int:
        """How many rows have this fate."""
        return sum(1 for one in self.fates if one.fate == fate)


def grid_of(file: NominationFile) -> Grid:
    """The table as it was uploaded. Raises BadFile where it cannot be read, or its content has been deleted."""
    try:
        with file.file.open("rb") as content:
            return checked_grid(content.read())
    except (FileNotFoundError, ValueError) as error:
        raise BadFile("the file has been deleted; upload it again") from error


def checked_grid(content: bytes) -> Grid:
    """The table in an upload. Raises BadFile for one without rows, or with more than 20,000."""
    grid = read_grid(content)
    if not grid.lines:
        raise BadFile("the file has a header, but no rows below it")
    if len(grid.lines) > MOST_ROWS:
        raise BadFile(f"the file has {len(grid.lines)} rows; {MOST_ROWS} are the most at once")
    return grid


def read_file(
    cycle: Cycle, grid: Grid, columns: Mapping[str, str], progress: Callable[[int], None] | None = None
) -> FileReading:
    """Every row with its fate; nothing is changed."""
    rows, problems = _rows(grid, columns)
    sheet = check_rows(cycle, rows, progress)
    wrong: dict[int, list[str]] = {}
    for problem in [*problems, *sheet.problems]:
        wrong.setdefault(problem.row, []).append(_in_words(problem, grid, columns))
    known = known_references(cycle, (one.nomination.external_reference for one in sheet.good))
    here = {one.number for one in sheet.good if one.nomination.external_reference in known}
    said = {row.number: row for row in rows}
    fates = [_fate(line, said.get(line.number), wrong.get(line.number, ()), here) for line in grid.lines]
    return FileReading(fates, [one for one in sheet.good if one.number not in here])


def to_correct(grid: Grid, fates: Sequence[RowFate]) -> tuple[list[str], Iterable[list[Value]]]:
    """The bad rows as they were, with what is wrong in one more column, which is passed over when they come back."""
    kept = [place for place, name in enumerate(grid.header) if name.casefold() != WRONG]
    wrong = {one.number: "; ".join(one.problems) for one in fates if one.fate == Fate.BAD}
    rows: Iterable[list[Value]] = (
        [*(as_typed(line.cells[place]) for place in kept), wrong[line.number]]
        for line in grid.lines
        if line.number in wrong
    )
    return [*(grid.header[place] for place in kept), WRONG], rows


def _rows(grid: Grid, columns: Mapping[str, str]) -> tuple[list[Row], list[Problem]]:
    header = [name.casefold() for name in grid.header]
    rows, problems = [], []
    for line in grid.lines:
        if [cell.casefold() for cell in line.cells] == header:
            problems.append(Problem(line.number, "", "repeats the header"))
            continue
        faults = [
            Problem(line.number, field, fault)
            for place, fault in line.faults.items()
            if (field := field_at(columns, place))
        ]
        problems += faults
        if not faults:
            rows.append(Row(line.number, _cells(line, columns)))
    return rows, problems


def _cells(line: Line, columns: Mapping[str, str]) -> dict[str, str]:
    """By field. A file without references of its own gets them from what its rows say, so that it can be read again."""
    cells = cells_of(columns, [as_typed(cell) for cell in line.cells])
    if "reference" not in cells:
        said = "\x1f".join(f"{field}={cells[field]}" for field in sorted(cells))
        cells["reference"] = "row-" + hashlib.sha256(said.encode()).hexdigest()[:20]
    return cells


def _fate(line: Line, row: Row | None, wrong: Sequence[str], here: set[int]) -> RowFate:
    fate = Fate.BAD if wrong else Fate.KNOWN if line.number in here else Fate.NEW
    said = row.cells if row else {}
    nominee = said.get("nominee_name") or said.get("nominee_email") or said.get("nominee_team") or ""
    reference = said.get("reference", "")
    return RowFate(line.number, fate, reference[:60], nominee[:150], said.get("category", "")[:60], tuple(wrong))


def _in_words(problem: Problem, grid: Grid, columns: Mapping[str, str]) -> str:
    choice = columns.get(problem.column, "")
    column = grid.header[int(choice[1:])] if choice.startswith("c") else LABELS.get(problem.column, problem.column)
    return f"“{column}” {problem.message}" if column else problem.message
