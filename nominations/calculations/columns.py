"""Which column of somebody's file holds what: guessed from its names, remembered by them, chosen by hand.

A choice is a text: "" (nothing in the file), "c3" (the fourth column, counted from 0) or "=customer" (the same for every
row).
"""

import re
from collections.abc import Collection, Mapping, Sequence

from rapidfuzz import fuzz

COLUMN, VALUE = "c", "="
ALIKE = 88.0

# Other names that files give to what we read, beside our own; compared without capitals, spaces and signs.
NAMES: dict[str, tuple[str, ...]] = {
    "reference": ("ref", "id", "number", "record", "response id", "case number"),
    "category": ("award", "award category", "prize", "what for"),
    "nominee_email": ("email of nominee", "nominee e-mail", "their email", "colleague email", "employee email"),
    "nominee_name": (
        "nominee",
        "name of nominee",
        "who",
        "whom",
        "colleague",
        "employee",
        "person nominated",
        "who would you like to nominate",
        "who do you want to thank",
        "who are you nominating",
    ),
    "nominee_team": ("team", "department", "unit", "team of nominee", "branch", "store", "place"),
    "nominator_name": ("nominator", "your name", "name of nominator", "nominated by", "from", "customer name", "name"),
    "nominator_email": ("your email", "email of nominator", "email", "e-mail", "email address", "customer email"),
    "nominator_kind": ("kind", "who nominates", "you are", "relation", "relationship"),
    "submitted_at": ("date", "time", "timestamp", "submitted", "sent", "start time", "completion time", "created"),
    "situation": ("what was going on", "background", "context"),
    "task": ("what did you need", "need", "challenge"),
    "action": ("what did they do", "story", "reason", "why", "nomination", "comments", "what happened", "description"),
    "result": ("what was different afterwards", "outcome", "effect", "impact", "difference"),
    "medium": ("came by", "form", "how it came"),
    "received_on": ("given on", "received", "received on", "day", "date of the form", "date of the call"),
    "members": ("team members", "members of the team", "who took part", "contributions"),
    "may_show": ("may be shown", "show to nominee"),
    "may_contact": ("may be asked", "contact me", "may contact", "consent to contact"),
    "consent_wording": ("consent version", "version of the wording"),
    "may_publish": ("may be published", "publish", "consent", "consent to publish"),
}


def guess(header: Sequence[str], fields: Collection[str]) -> dict[str, str]:
    """A choice for each of ``fields`` that a column seems to hold; each column once, the surest first."""
    found: list[tuple[float, int, str, int]] = []
    for order, field in enumerate(fields):
        names = [_plain(name) for name in (field, *NAMES.get(field, ()))]
        for place, column in enumerate(header):
            likeness = _likeness(_plain(column), names)
            if likeness >= ALIKE:
                found.append((-likeness, order, field, place))
    chosen: dict[str, str] = {}
    taken: set[int] = set()
    for _likeness_down, _order, field, place in sorted(found):
        if field not in chosen and place not in taken:
            chosen[field] = f"{COLUMN}{place}"
            taken.add(place)
    return chosen


def by_name(columns: Mapping[str, str], header: Sequence[str]) -> dict[str, str]:
    """Choices with the columns' names for their places, to be remembered."""
    return {
        field: COLUMN + header[int(choice[1:])] if choice.startswith(COLUMN) else choice
        for field, choice in columns.items()
        if choice
    }


def recalled(remembered: Mapping[str, str], header: Sequence[str]) -> dict[str, str]:
    """What was remembered, for a file with this header; a column that it lacks is left out."""
    places = {name: place for place, name in reversed(list(enumerate(header)))}
    found = {}
    for field, choice in remembered.items():
        if choice.startswith(VALUE):
            found[field] = choice
        elif choice[1:] in places:
            found[field] = f"{COLUMN}{places[choice[1:]]}"
    return found


def cells_of(columns: Mapping[str, str], cells: Sequence[str]) -> dict[str, str]:
    """One line's cells by field."""
    return {
        field: choice[1:] if choice.startswith(VALUE) else cells[int(choice[1:])]
        for field, choice in columns.items()
        if choice
    }


def field_at(columns: Mapping[str, str], place: int) -> str:
    """The field that the column at this place holds; "" where none does."""
    return next((field for field, choice in columns.items() if choice == f"{COLUMN}{place}"), "")


def _likeness(column: str, names: Sequence[str]) -> float:
    """100 for our own name, just below for one of the others, less for what is only like one."""
    if not column:
        return 0.0
    if column in names:
        return 100.0 - names.index(column) / 100
    return max(fuzz.ratio(column, name) for name in names) - 2


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
