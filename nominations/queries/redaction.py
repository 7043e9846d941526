"""What judges of a blind rulebook read of an entry's texts. The one gate: every page and file for judges asks here."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from audit.digests import text_digest
from nominations.calculations.redaction import (
    Hidden,
    Span,
    find_contacts,
    merged,
    name_finder,
    pieces_of,
    subtract,
    within,
)

LINE = re.compile(r"[^\r\n]+")

# The stored decisions of one nomination (Redaction.texts); None where nothing was found and decided yet.
Stored = Mapping[str, Mapping[str, Any]] | None


@dataclass(frozen=True)
class Piece:
    """Some words of a text as judges read them; ``hidden`` ones stand for something else, which ``kind`` says (Hidden)."""

    text: str
    hidden: bool = False
    kind: str = ""


@dataclass
class Blinding:
    """How the texts of one entry are read: with what is hidden in them, by name and by decision."""

    names: Mapping[str, str] = field(default_factory=dict)
    blind: bool = True

    def __post_init__(self) -> None:
        self.find: Callable[[str], list[Span]] = name_finder(self.names)

    def spans(self, text: str, key: int | str | None = None, stored: Stored = None) -> list[Span]:
        """The hidden places of a text: names and contacts as they are known today, and what was found and decided when the
        nomination was looked at. What somebody decided to show stays; decisions on a text that has changed since don't count.
        """
        if not self.blind:
            return []
        found, hidden, shown = decided_on(text, key, stored)
        return merged([*subtract([*self.find(text), *find_contacts(text), *found], shown), *hidden])

    def pieces(self, text: str, key: int | str | None = None, stored: Stored = None) -> list[Piece]:
        """The text in pieces, each hidden one in the words that stand in its place."""
        return _pieces(text, self.spans(text, key, stored))

    def words(self, text: str, key: int | str | None = None, stored: Stored = None) -> str:
        """The same as one text."""
        return "".join(piece.text for piece in self.pieces(text, key, stored))

    def paragraphs(self, text: str, key: int | str | None = None, stored: Stored = None) -> list[list[Piece]]:
        """The same, a list of pieces for each line that says something."""
        spans = self.spans(text, key, stored)
        return [
            _pieces(line.group(), within(spans, line.start(), line.end()))
            for line in LINE.finditer(text)
            if line.group().strip()
        ]


def decided_on(text: str, key: int | str | None, stored: Stored) -> tuple[list[Span], list[Span], list[Span]]:
    """What is stored of a text: places found, hidden by hand, and shown by hand; nothing once the text has changed."""
    held = (stored or {}).get(str(key))
    if held is None or held["digest"] != text_digest(text):
        return [], [], []
    return (
        [Span(start, end, kind) for start, end, kind in held["found"]],
        [Span(start, end, Hidden.BY_HAND) for start, end, *_by in held["hidden"]],
        [Span(start, end, Hidden.BY_HAND) for start, end, *_by in held["shown"]],
    )


def words_for(kind: str) -> str:
    """What judges read in place of what is hidden."""
    words: dict[str, str] = {
        Hidden.NOMINEE: _("the nominee"),
        Hidden.NOMINATOR: _("the nominator"),
        Hidden.TEAM: _("their team"),
        Hidden.SITE: _("their site"),
        Hidden.COLLEAGUE: _("a colleague"),
        Hidden.ANY_TEAM: _("a team"),
        Hidden.ANY_SITE: _("a site"),
        Hidden.EMAIL: _("an email address"),
        Hidden.PHONE: _("a phone number"),
    }
    return words.get(kind, _("(hidden)"))


def _pieces(text: str, spans: list[Span]) -> list[Piece]:
    pieces: list[Piece] = []
    before = ""
    for words, kind in pieces_of(text, spans):
        pieces.append(Piece(_in_place(kind, before), hidden=True, kind=kind) if kind else Piece(words))
        before = words
    return pieces


def _in_place(kind: str, before: str) -> str:
    """The words in place of something hidden, with a capital where a sentence begins."""
    words = words_for(kind)
    begins = not before.strip() or before.rstrip().endswith((".", "!", "?"))
    return words[:1].upper() + words[1:] if begins else words
