"""A CSV of customers who agreed to be written to, row by row."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from intake.problems import BadFile, Problem
from intake.tables import Row, decode, read_csv_text

MOST = 20_000
LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True)
class Customer:
    """One customer: where, who, and on which day they agreed."""

    email: str
    name: str
    agreed_on: date


@dataclass(frozen=True)
class CustomerList:
    """A whole list without its doubles; ``doubles`` says how many rows were left out for that."""

    customers: tuple[Customer, ...]
    doubles: int


def read_customers(content: bytes, today: date) -> CustomerList:
    """The list that a file holds: ``email,agreed_on`` and, if one likes, ``name``. The first row of an address counts.

    Raises BadFile naming each row without an address, or without the day on which the customer agreed.
    """
    if len(content) > LARGEST:
        raise BadFile(_("The file is larger than 4 MB."))
    rows = read_csv_text(decode(content), required=("email", "agreed_on"), optional=("name",))
    if len(rows) > MOST:
        raise BadFile(_("The file has more than %(most)s rows.") % {"most": MOST})
    problems: list[Problem] = []
    found: dict[str, Customer] = {}
    for row in rows:
        customer = _customer(row, today, problems)
        if customer is not None:
            found.setdefault(customer.email, customer)
    if problems:
        raise BadFile(problems)
    if not found:
        raise BadFile(_("The file has a header and no row."))
    return CustomerList(tuple(found.values()), len(rows) - len(found))


def _customer(row: Row, today: date, problems: list[Problem]) -> Customer | None:
    email = row["email"].lower()
    try:
        validate_email(email)
    except ValidationError:
        words = _("is empty") if not email else _("“%(email)s” is no email address") % {"email": email[:80]}
        problems.append(Problem(row.number, "email", words))
        return None
    if len(row["name"]) > 150:
        problems.append(Problem(row.number, "name", _("is longer than 150 characters")))
        return None
    agreed_on = _agreed_on(row, today, problems)
    return Customer(email, row["name"], agreed_on) if agreed_on else None


def _agreed_on(row: Row, today: date, problems: list[Problem]) -> date | None:
    text = row["agreed_on"]
    if not text:
        words = _("say when they agreed to be written to, or leave them out")
    else:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            words = _("“%(text)s” is no date such as 2026-09-30") % {"text": text[:40]}
        else:
            if day <= today:
                return day
            words = _("lies ahead")
    problems.append(Problem(row.number, "agreed_on", words))
    return None
