"""A panel from a spreadsheet."""

from typing import Any

from django.db import transaction

from accounts.models import User
from intake.problems import BadFile, Problem
from intake.tables import Row
from judging.enums import SeatRole
from judging.models import Seat
from judging.services.panels import seat_judge
from programmes.models import Category, Cycle

COLUMNS = ("email", "role", "categories")


@transaction.atomic
def seat_judges(*, cycle: Cycle, rows: list[Row], actor: User | None) -> list[Seat]:
    """Seat everybody of the file, or nobody; ``categories`` has codes with ; between, none meaning all.

    Raises BadFile naming every bad row and column.
    """
    people = {person.email: person for person in User.objects.filter(email__in={row["email"].lower() for row in rows})}
    codes = {category.code: category for category in cycle.rulebook.categories.all()} if cycle.rulebook else {}
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for row in rows:
        problems += _problems(row, people, codes)
        first = seen.setdefault(row["email"].lower(), row.number)
        if first != row.number:
            problems.append(Problem(row.number, "email", f"{row['email']} stands in row {first} already"))
    if problems:
        raise BadFile(problems)
    known = {seat.judge.email: seat for seat in Seat.objects.filter(panel__cycle=cycle).select_related("judge")}
    return [
        seat_judge(
            cycle=cycle,
            judge=people[row["email"].lower()],
            role=_role(row),
            categories=[codes[code] for code in _codes(row)],
            actor=actor,
            **_kept(known.get(row["email"].lower())),
        )
        for row in rows
    ]


def _kept(seat: Seat | None) -> dict[str, Any]:
    """What the file does not say of a seat stays as it is."""
    return {} if seat is None else {"cap": seat.cap, "preferred": list(seat.preferred.all())}


def _role(row: Row) -> str:
    return row["role"].lower() or SeatRole.JUDGE.value


def _codes(row: Row) -> list[str]:
    return [code.strip() for code in row["categories"].split(";") if code.strip()]


def _problems(row: Row, people: dict[str, User], codes: dict[str, Category]) -> list[Problem]:
    problems = []
    person = people.get(row["email"].lower())
    if person is None or not person.is_active:
        problems.append(Problem(row.number, "email", f"“{row['email']}” is nobody with an open account"))
    if _role(row) not in SeatRole.values:
        problems.append(Problem(row.number, "role", f"“{row['role']}” is neither {' nor '.join(SeatRole.values)}"))
    problems += [
        Problem(row.number, "categories", f"“{code}” is no category here ({', '.join(codes)})")
        for code in _codes(row)
        if code not in codes
    ]
    return problems
