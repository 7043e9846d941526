"""How a value stands in a cell of a file that people open with a spreadsheet."""

from datetime import date, datetime

# With these a spreadsheet takes a text for a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Value = str | int | float | bool | date | datetime | None


def harmless(text: str) -> str:
    """A text that no spreadsheet will run: an apostrophe before what would pass for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def as_typed(text: str) -> str:
    """What ``harmless`` was given: a file of ours that comes back reads as it was."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def in_csv(value: Value) -> str | int | float:
    """A value as a CSV file holds it: dates as 2026-10-05 or 2026-10-05T14:30, yes and no as words, no formulas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return harmless(value) if isinstance(value, str) else value
