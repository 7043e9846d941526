"""Two texts word by word: what stayed, what went, what came."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORD = re.compile(r"\s+|[\w’'-]+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A run of words that is the same in both texts, only in the older (gone) or only in the newer one (new)."""

    kind: Literal["same", "gone", "new"]
    text: str


def word_changes(before: str, after: str) -> list[Piece]:
    """The way from one text to the other. The same and gone pieces joined are ``before``, the same and new ones ``after``.

    Space alone between two changes belongs to both of them: whole phrases read better than words in a row.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    pieces: list[Piece] = []
    gone = came = ""
    for place, (kind, start, end, begin, stop) in enumerate(codes):
        older, newer = "".join(old[start:end]), "".join(new[begin:stop])
        inside = 0 < place < len(codes) - 1
        if kind != "equal" or (inside and not older.strip()):
            gone, came = gone + older, came + newer
            continue
        pieces += [*_changed(gone, came), Piece("same", older)]
        gone = came = ""
    return [*pieces, *_changed(gone, came)]


def _changed(gone: str, new: str) -> list[Piece]:
    return [*([Piece("gone", gone)] if gone else []), *([Piece("new", new)] if new else [])]
