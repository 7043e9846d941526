"""How a value stands in a file."""

from datetime import date
from decimal import Decimal

from evaluation.queries.report import Value


def plain(value: Value) -> str | int | float | None:
    """For files without dates and decimals: a date as 2026-10-05, money as a number."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value
