"""How a value stands in a file."""

from datetime import date
from decimal import Decimal

from evaluation.queries.report import Value

# With these a spreadsheet takes a text for a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(value: Value) -> str | int | float | None:
    """For files without dates and decimals: a date as 2026-10-05, money as a number."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value


def harmless(text: str) -> str:
    """A text that no spreadsheet will run: an apostrophe before what would pass for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
