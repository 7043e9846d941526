"""Whether a reader of the panel's pages may know who is meant. Where the rules keep names from judges, they do so from the
chair too, on every page, until the cycle is decided; who manages the programme reads them in its nominations.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from accounts.models import User
from judging.queries.aside import NOTHING, Aside, aside_of
from judging.queries.stood_aside import ListedConflict
from nominations.models import Entry
from nominations.queries.identity import names_in
from nominations.queries.redaction import Blinding
from nominations.queries.redactions import hides_names
from programmes.enums import Stage
from programmes.models import Cycle

E = TypeVar("E", bound=Entry)


@dataclass
class Sight:
    """How one reader sees the entries of a cycle, and what people wrote about them. Without a ``reader``, as the panel does."""

    cycle: Cycle = field(repr=False)
    hidden: bool
    reader: User | None = field(default=None, repr=False)

    @cached_property
    def aside(self) -> Aside:
        """From what the reader stands aside."""
        return aside_of(self.reader, self.cycle) if self.reader is not None else NOTHING

    def seal(self, entries: Iterable[E]) -> list[E]:
        """The same entries; where names are hidden, each gives its reference for a name."""
        found = list(entries)
        for entry in found:
            entry.sealed = self.hidden
        return found

    def words(self, text: str) -> str:
        """What somebody wrote, without the names of the cycle where these are hidden."""
        return self._blinding.words(text) if self.hidden and text else text

    def conflicts(self, listed: Iterable[ListedConflict]) -> list[ListedConflict]:
        """The same conflicts but those of the reader's own entries; where names are hidden, without the nominee's and without
        names in what judges said.
        """
        listed = [
            one for one in listed if one.category_id not in self.aside.own or one.entry_id not in self.aside.entries
        ]
        if not self.hidden:
            return listed
        return [
            replace(one, nominee="", reason=self.words(one.reason), ruling=self.words(one.ruling)) for one in listed
        ]

    @cached_property
    def _blinding(self) -> Blinding:
        return Blinding(names_in(self.cycle))


def judges_sight(cycle: Cycle) -> Sight:
    """How judges see a cycle, whoever they are."""
    return Sight(cycle, hidden=hides_names(cycle) and not cycle.has_reached(Stage.DECIDED))


def sight_for(cycle: Cycle, *, knows_names: bool, reader: User | None = None) -> Sight:
    """How somebody who oversees the panel sees it; ``knows_names`` for who manages the programme or administers."""
    found = Sight(cycle, hidden=False) if knows_names else judges_sight(cycle)
    found.reader = reader
    return found
