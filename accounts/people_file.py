"""The columns of a file of people, and each line of it checked on its own: what can be said without the directory."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from intake.problems import BadFile, Problem
from intake.tables import Row, decode, read_csv, read_csv_text

REQUIRED = ("email", "full_name")
OPTIONAL = ("team", "job_role", "site", "line_manager_email", "started_on")
LONGEST = {"email": 254, "full_name": 150, "team": 120, "job_role": 120, "site": 120, "line_manager_email": 254}


@dataclass(frozen=True)
class Line:
    """One person of the file. ``given`` names the columns that the file has: what it lacks is left as it is."""

    number: int
    given: frozenset[str]
    email: str
    full_name: str
    team: str
    job_role: str
    site: str
    line_manager_email: str
    started_on: date | None


def read_people(path: Path) -> list[Line]:
    """The lines of a CSV file. Raises BadFile with every row and column that is wrong by itself."""
    return _lines(read_csv(path, required=REQUIRED, optional=OPTIONAL))


def read_people_upload(content: bytes) -> list[Line]:
    """The same, of a file that somebody uploaded."""
    return _lines(read_csv_text(decode(content), required=REQUIRED, optional=OPTIONAL))


def _lines(rows: list[Row]) -> list[Line]:
    given = frozenset(name for row in rows for name in row.cells)
    problems: list[Problem] = []
    lines = [line for row in rows if (line := _line(row, given, problems)) is not None]
    problems += _repeated(lines)
    if problems:
        raise BadFile(problems)
    return lines


def _line(row: Row, given: frozenset[str], problems: list[Problem]) -> Line | None:
    cells = {name: " ".join(row[name].split()) for name in (*REQUIRED, *OPTIONAL)}
    found = [*_too_long(row.number, cells), *_bad_addresses(row.number, cells)]
    if not cells["full_name"]:
        found.append(Problem(row.number, "full_name", _("is empty; every person needs a name")))
    started_on, wrong = _date(row.number, cells["started_on"])
    problems += [*found, *wrong]
    if found or wrong:
        return None
    return Line(
        number=row.number,
        given=given,
        email=cells["email"].lower(),
        full_name=cells["full_name"],
        team=cells["team"],
        job_role=cells["job_role"],
        site=cells["site"],
        line_manager_email=cells["line_manager_email"].lower(),
        started_on=started_on,
    )


def _too_long(number: int, cells: dict[str, str]) -> list[Problem]:
    return [
        Problem(number, name, _("has more than %(most)s characters") % {"most": most})
        for name, most in LONGEST.items()
        if len(cells[name]) > most
    ]


def _bad_addresses(number: int, cells: dict[str, str]) -> list[Problem]:
    if not cells["email"]:
        return [Problem(number, "email", _("is empty; the address is how a person signs in"))]
    problems = []
    for name in ("email", "line_manager_email"):
        try:
            if cells[name]:
                validate_email(cells[name])
        except ValidationError:
            problems.append(Problem(number, name, _("“%(cell)s” is no email address") % {"cell": cells[name]}))
    return problems


def _date(number: int, cell: str) -> tuple[date | None, list[Problem]]:
    if not cell:
        return None, []
    try:
        return date.fromisoformat(cell), []
    except ValueError:
        words = _("“%(cell)s” is no date; write year-month-day, such as 2024-09-30") % {"cell": cell}
        return None, [Problem(number, "started_on", words)]


def _repeated(lines: Iterable[Line]) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for line in lines:
        if line.email in first:
            words = _("“%(email)s” stands in row %(row)s already") % {"email": line.email, "row": first[line.email]}
            problems.append(Problem(line.number, "email", words))
        first.setdefault(line.email, line.number)
    return problems
