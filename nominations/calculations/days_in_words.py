"""The day that a few words name, such as "Tuesday 3 November" or "3/11", seen from the day on which they were written."""

import re
from collections.abc import Mapping
from datetime import date

ISO = re.compile(r"\b(20\d\d)-(\d{1,2})-(\d{1,2})\b")
SLASHES = re.compile(r"\b(\d{1,2})[/.](\d{1,2})(?:[/.]((?:20)?\d\d))?\b")
LEAST_LETTERS = 3
CENTURY = 2000


def day_in(words: str, written: date | None, months: Mapping[int, str]) -> date | None:
    """The first day that these words name, in the year of ``written`` or the one before it where they name none.

    None where they name no day; ``months`` are the names of the months by number, in the language that may be used.
    """
    iso = ISO.search(words)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    named = _with_month_name(words, months)
    if named is None:
        slashes = SLASHES.search(words)
        named = (int(slashes[1]), int(slashes[2]), int(slashes[3] or 0)) if slashes else None
    if named is None:
        return None
    day, month, year = named
    if year:
        return _day(year if year >= CENTURY else CENTURY + year, month, day)
    if written is None:
        return None
    found = _day(written.year, month, day)
    return found if found is None or found <= written else _day(written.year - 1, month, day)


def _with_month_name(words: str, months: Mapping[int, str]) -> tuple[int, int, int] | None:
    for number, name in months.items():
        month = rf"{re.escape(str(name)[:LEAST_LETTERS])}\w*\.?"
        before = re.search(
            rf"\b(\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{month}(?:\s+(20\d\d))?\b", words, re.IGNORECASE
        )
        after = re.search(rf"\b{month}\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(20\d\d))?", words, re.IGNORECASE)
        found = before or after
        if found:
            return int(found[1]), number, int(found[2] or 0)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
