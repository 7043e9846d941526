"""A number that somebody sent as text."""

LONGEST = 18
"""Digits; every database holds a number of so many."""


def whole_number(text: str) -> int | None:
    """The whole number from 0 that ``text`` writes in plain digits; None for anything else, however long, and for “²”."""
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST):
        return None
    return int(text)
