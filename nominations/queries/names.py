"""The names that stand in a cycle's nominations, to be found again in other texts."""

from collections.abc import Callable, Iterable

from nominations.calculations.redaction import Hidden, Span, name_finder, pieces_of
from nominations.models import Nomination
from programmes.models import Cycle

MASK = "[…]"


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


def masked(text: str, names: Iterable[str]) -> str:
    """The text without these names and their parts, with or without accents, whichever apostrophe; common words in small
    letters stay (“I will”).
    """
    return without(text, name_finder({name: _kind(name) for name in names if name}))


def without(text: str, find: Callable[[str], list[Span]]) -> str:
    """The text with a mark in place of what is found."""
    return "".join(MASK if kind else words for words, kind in pieces_of(text, find(text)))


def _kind(name: str) -> str:
    """A name typed in small letters is looked for by its parts as well; an address is one whole."""
    return Hidden.NOMINEE if "@" in name else Hidden.NOMINATOR
