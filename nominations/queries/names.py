"""The names that stand in a cycle's nominations, to be found again in other texts."""

import re
from collections.abc import Iterable

from nominations.models import Nomination
from programmes.models import Cycle

MASK = "[…]"
# Shorter parts of a name ("Al", "Jo") would tear holes into other words' meaning; whole names are masked all the same.
SHORTEST_PART = 3


def names_in(cycle: Cycle) -> set[str]:
    """Whoever nominated or was nominated: full names, what colleagues say, names as given."""
    rows = Nomination.objects.filter(cycle=cycle).values_list(
        "nominator__full_name",
        "nominator__known_as",
        "nominator_name",
        "nominee__person__full_name",
        "nominee__person__known_as",
        "nominee__name_given",
        "entry__person__full_name",
        "entry__person__known_as",
    )
    return {name for row in rows for name in row if name}


def with_parts(names: Iterable[str]) -> list[str]:
    """These names and each part of them that is long enough, the longest first."""
    whole = set(names)
    parts = {part for name in whole for part in name.split() if len(part) >= SHORTEST_PART and part[0].isupper()}
    return sorted(whole | parts, key=len, reverse=True)


def masked(text: str, names: Iterable[str]) -> str:
    """The text without these names, written as they are; common words in small letters stay."""
    found = with_parts(names)
    if not text or not found:
        return text
    return re.sub(r"\b(?:" + "|".join(map(re.escape, found)) + r")(?!\w)", MASK, text)
