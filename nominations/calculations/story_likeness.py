"""How alike two stories are, however they are spaced, punctuated and lightly reworded; and how many links one holds."""

import hashlib
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Shorter stories are alike by chance: "She was very helpful, thank you."
FEWEST_WORDS = 12
PHRASE = 3
SKETCH = 48
# The share of phrases in common from which two stories count as much the same one.
MUCH_THE_SAME = 0.6

WORD = re.compile(r"[^\W_]+")
# No part of an address is longer; without a limit ten thousand letters in a row would take a second.
EMAIL = re.compile(r"\S{1,64}@\S+")
# Country codes that are English words (in, us, me, so, …) would count sentences without a space after their full stop.
LINK = re.compile(
    r"(?:https?|hxxps?)://[^\s,;]+|\bwww\.[^\s,;]+|\b(?:bit\.ly|t\.me|wa\.me|goo\.gl|is\.gd)/[^\s,;]+"
    r"|\b[\w-]{2,63}\.(?:com|net|org|info|biz|shop|store|top|xyz|club|click|app|online|site"
    r"|uk|ie|eu|au|de|fr|nl|pl|ru|cn|io|co|tv)\b[^\s,;]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Print:
    """What a story is compared by: ``digest`` of its words, ``sketch`` the smallest numbers of its phrases. Both are empty
    where it is too short to compare.
    """

    digest: str = ""
    sketch: tuple[int, ...] = ()


def print_of(text: str) -> Print:
    """The print of a story: case, spaces and punctuation don't count."""
    words = WORD.findall(text.casefold())
    if len(words) < FEWEST_WORDS:
        return Print()
    phrases = {zlib.crc32(" ".join(words[at : at + PHRASE]).encode()) for at in range(len(words) - PHRASE + 1)}
    return Print(hashlib.sha256(" ".join(words).encode()).hexdigest(), tuple(sorted(phrases)[:SKETCH]))


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of all phrases of two stories that both have (0 to 1), by their sketches; exact for short stories."""
    if not one or not other:
        return 0.0
    in_both = set(one) & set(other)
    smallest = sorted({*one, *other})[:SKETCH]
    return sum(number in in_both for number in smallest) / len(smallest)


def count_links(text: str) -> int:
    """How many web addresses a text holds, written with or without http; email addresses are none."""
    return len(LINK.findall(EMAIL.sub(" ", text)))


class FirstOfTheirKind:
    """The stories that are unlike each other, each with its reference; a new one is like the first that it resembles."""

    def __init__(self, known: Iterable[tuple[str, Print]] = ()) -> None:
        self._by_digest: dict[str, str] = {}
        self._by_phrase: dict[int, list[str]] = defaultdict(list)
        self._sketches: dict[str, tuple[int, ...]] = {}
        for reference, story in known:
            self._add(reference, story)

    def like(self, reference: str, story: Print) -> str:
        """The reference of the first story that is much the same; ``reference`` itself where this is the first."""
        if not story.digest:
            return reference
        same = self._by_digest.get(story.digest) or self._resembled(story)
        if same is None:
            self._add(reference, story)
            return reference
        self._by_digest.setdefault(story.digest, same)
        return same

    def _resembled(self, story: Print) -> str | None:
        candidates = dict.fromkeys(first for number in story.sketch for first in self._by_phrase.get(number, ()))
        alike = {first: likeness(story.sketch, self._sketches[first]) for first in candidates}
        best = max(alike, key=alike.__getitem__, default=None)
        return best if best is not None and alike[best] >= MUCH_THE_SAME else None

    def _add(self, reference: str, story: Print) -> None:
        if not story.digest:
            return
        self._by_digest.setdefault(story.digest, reference)
        self._sketches[reference] = story.sketch
        for number in story.sketch[: SKETCH // 4]:
            self._by_phrase[number].append(reference)
