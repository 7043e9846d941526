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
    """The way from one text to the other. The same and gone pieces joined are ``before``, the same and new ones ``after``."""
    old, new = WORD.findall(before), WORD.findall(after)
    pieces: list[Piece] = []
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[start:end])))
            continue
        if start < end:
            pieces.append(Piece("gone", "".join(old[start:end])))
        if begin < stop:
            pieces.append(Piece("new", "".join(new[begin:stop])))
    return pieces
