"""Find in a text whatever tells who it is about or who wrote it: names, teams, sites, email addresses, phone numbers.

Pure: texts and names in, places in the text out. What is found is a proposal that somebody looks at.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import ClassVar

from nominations.calculations.words_that_are_names import COMMON_WORDS, NOT_A_NAME

SHORTEST_NAME = 2
SHORT_NAME = 3
MOST_WORDS_IN_A_NAME = 5
FEWEST_DIGITS = 8

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    r"(?<![\d+])(?:\+|\(\+?0|0)[\d\s().\-/\u2010-\u2015]{6,24}\d(?:\s?(?:ext|extension|x)\.?\s?\d{1,6})?",
    re.IGNORECASE,
)
EXTENSION = re.compile(r"\b(?:ext|extension)\.?\s?\d{2,6}\b", re.IGNORECASE)
DATE = re.compile(r"\d{1,2}[./\-\u2010-\u2015]\d{1,2}[./\-\u2010-\u2015]\d{2,4}$")
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
MARK = re.compile(r"[\u0300-\u036f]")


class Hidden(StrEnum):
    """What a hidden place stands for."""

    NOMINEE = "nominee"
    NOMINATOR = "nominator"
    TEAM = "team"
    SITE = "site"
    COLLEAGUE = "colleague"
    ANY_TEAM = "any_team"
    ANY_SITE = "any_site"
    EMAIL = "email"
    PHONE = "phone"
    BY_HAND = "by_hand"


PEOPLE: frozenset[str] = frozenset({Hidden.NOMINEE, Hidden.NOMINATOR})


@dataclass(frozen=True, order=True)
class Span:
    """The characters from ``start`` up to ``end`` of a text, and what they stand for."""

    start: int
    end: int
    kind: str

    def overlaps(self, other: "Span") -> bool:
        """Whether both cover at least one character."""
        return self.start < other.end and other.start < self.end


class Folded:
    """A text without accents and with plain quotes and hyphens, that knows where each character came from."""

    PLAIN = str.maketrans(
        {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-", "\u00a0": " "}
    )

    # Letters that are no accented ones to Unicode, as people without such keys write them; soft hyphens and joiners are nothing.
    WHOLE: ClassVar[Mapping[str, str]] = {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "Œ": "Oe",
        "ı": "i",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    }

    def __init__(self, text: str) -> None:
        self.original = text
        self.places: list[int] | None = None
        self.text = text.translate(self.PLAIN)
        if self.text.isascii():
            return
        letters, places = [], []
        for place, letter in enumerate(self.text):
            for plain in unicodedata.normalize("NFKD", self.WHOLE.get(letter, letter)):
                if not MARK.match(plain):
                    letters.append(plain)
                    places.append(place)
        self.text, self.places = "".join(letters), places

    def span(self, start: int, end: int, kind: str) -> Span:
        """A place in the folded text as a place in the text itself; accents on its last letter belong to it."""
        if self.places is None:
            return Span(start, end, kind)
        last = self.places[end - 1] + 1
        while last < len(self.original) and MARK.match(self.original[last]):
            last += 1
        return Span(self.places[start], last, kind)


def folded(words: str) -> str:
    """Words as they are compared: without accents, plain quotes, one space between them."""
    return " ".join(Folded(words).text.split())


def name_finder(names: Mapping[str, str]) -> Callable[[str], list[Span]]:
    """A function that finds these names and their parts; each name comes with what it stands for (Hidden).

    A whole name of several words, an unusual word of it, and its first letters with a capital are found; a part that is a
    common word too ("Will", "Grace") only where it is written with a capital.
    """
    kinds: dict[str, str] = {}
    for name, kind in names.items():
        for part in _parts(name, kind):
            kinds.setdefault(part, kind)
    if not kinds:
        return _nothing
    longest_first = [(part, part.lower().split()) for part in sorted(kinds, key=len, reverse=True)]

    def find(text: str) -> list[Span]:
        plain = Folded(text)
        small = plain.text.lower().replace("ı", "i")
        # A pattern costs more than reading a text, so it is made of what may stand in this one. Two letters that are one to
        # a pattern are not always one to Python; a word with such letters is left to the pattern.
        here = [part for part, words in longest_first if all(word in small or not word.isascii() for word in words)]
        if not here:
            return []
        pattern = re.compile(r"(?<!\w)(?:" + "|".join(f"({_pattern(part, kinds[part])})" for part in here) + r")(?!\w)")
        return [
            plain.span(found.start(), found.end(), kinds[here[(found.lastindex or 1) - 1]])
            for found in pattern.finditer(plain.text)
        ]

    return find


def _nothing(text: str) -> list[Span]:
    """For when no name is known."""
    del text
    return []


@lru_cache(maxsize=4096)  # a panel's list asks for the same people, teams and sites in every row
def _parts(name: str, kind: str) -> tuple[str, ...]:
    """The whole name and, of a person, each of its words that is long enough and no common word beside a name."""
    whole = folded(name)
    if not whole or whole.casefold() in NOT_A_NAME:
        return ()
    if kind not in PEOPLE:
        return (whole,)
    words = [*whole.split(), *whole.replace("-", " ").split()]
    parts = [word.strip('.,;:!?()"') for word in words]
    if kind == Hidden.NOMINATOR and whole == whole.lower():
        parts = [part[:1].upper() + part[1:] for part in parts]  # typed on a phone: “gareth pugh”
    return (whole, *(part for part in parts if len(part) >= SHORTEST_NAME and _is_a_name(part)))


def _is_a_name(part: str) -> bool:
    return part.casefold() not in NOT_A_NAME and not part.isdigit() and (part[0].isupper() or not part[0].isalpha())


def _pattern(part: str, kind: str) -> str:
    """The part as a pattern: words any white space apart; in any case, but for a single word that may be a common one."""
    words = part.split()
    spaced = r"\s+".join(map(re.escape, words))
    if len(words) > 1 or (kind in PEOPLE and not _is_common(part)):
        return f"(?i:{spaced})"
    return f"{re.escape(part[:1].upper())}(?i:{re.escape(part[1:])})"


def _is_common(word: str) -> bool:
    return word.casefold() in COMMON_WORDS or word.casefold() in NOT_A_NAME or len(word) <= SHORT_NAME


def find_in_directory(text: str, phrases: Mapping[str, str]) -> list[Span]:
    """Names of the whole directory: ``phrases`` are folded names in small letters with what each stands for.

    A name of one word is found only with a capital. Each word of the text is looked up, so the directory may be long.
    """
    plain = Folded(text)
    words = [_bare(match) for match in WORD.finditer(plain.text)]
    found: list[Span] = []
    number = 0
    while number < len(words):
        kind, count = _longest_phrase(plain.text, words[number : number + MOST_WORDS_IN_A_NAME], phrases)
        if kind:
            found.append(plain.span(words[number][0], words[number + count - 1][1], kind))
        number += count
    return found


def _bare(match: "re.Match[str]") -> tuple[int, int]:
    """Where a word begins and ends, without the "'s" of a possessive."""
    start, end = match.span()
    return (start, end - 2) if match.group().casefold().endswith("'s") else (start, end)


def _longest_phrase(text: str, words: list[tuple[int, int]], phrases: Mapping[str, str]) -> tuple[str, int]:
    """What the longest run of words from the first on stands for, and how many they are; nothing and one otherwise."""
    for count in range(len(words), 0, -1):
        start, end = words[0][0], words[count - 1][1]
        kind = phrases.get(" ".join(text[start:end].casefold().split()), "")
        if kind and (count > 1 or text[start].isupper()):
            return kind, count
    return "", 1


def find_contacts(text: str) -> list[Span]:
    """Email addresses and phone numbers; dates are neither."""
    # A pattern tries every place of a text: none is asked of a text that lacks what each of its finds has.
    found = [Span(*match.span(), Hidden.EMAIL) for match in (EMAIL.finditer(text) if "@" in text else ())]
    for match in PHONE.finditer(text) if "0" in text or "+" in text else ():
        digits = sum(letter.isdigit() for letter in match.group())
        if digits >= FEWEST_DIGITS and not DATE.match(match.group()):
            found.append(Span(*match.span(), Hidden.PHONE))
    extensions = EXTENSION.finditer(text) if "ext" in text.lower() else ()
    return found + [Span(*match.span(), Hidden.PHONE) for match in extensions]


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order and apart from each other: of those that overlap, one that covers all and is named for the longest."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        last = result[-1] if result else None
        if last is None or not last.overlaps(span):
            result.append(span)
            continue
        kind = last.kind if last.end - last.start >= span.end - span.start else span.kind
        result[-1] = Span(last.start, max(last.end, span.end), kind)
    return result


def subtract(spans: Iterable[Span], shown: Iterable[Span]) -> list[Span]:
    """What of the spans is left once the places in ``shown`` are cut out of them."""
    left = list(spans)
    for cut in shown:
        left = [
            piece
            for span in left
            for piece in (
                [
                    Span(span.start, min(span.end, cut.start), span.kind),
                    Span(max(span.start, cut.end), span.end, span.kind),
                ]
                if span.overlaps(cut)
                else [span]
            )
            if piece.start < piece.end
        ]
    return left


def within(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """The parts of spans that lie between two places of a text, counted from the first of these."""
    return [
        Span(max(span.start, start) - start, min(span.end, end) - start, span.kind)
        for span in spans
        if span.start < end and start < span.end
    ]


def pieces_of(text: str, spans: Iterable[Span]) -> list[tuple[str, str]]:
    """The text cut into pieces, each with what it stands for; empty for what may be read. White space hides nothing."""
    pieces: list[tuple[str, str]] = []
    at = 0
    for span in merged(spans):
        if not text[span.start : span.end].strip():
            continue
        pieces += [(text[at : span.start], ""), (text[span.start : span.end], span.kind)]
        at = span.end
    return [piece for piece in [*pieces, (text[at:], "")] if piece[0]]


def words_of(text: str) -> list[tuple[int, int]]:
    """Where each word of a text begins and ends, punctuation at its ends left out; in order, numbered from 0 by readers."""
    found = []
    for match in re.finditer(r"\S+", text):
        word = match.group()
        left = len(word) - len(word.lstrip("“”\"‘’'()[]{}.,;:!?…–—-"))
        right = len(word.rstrip("“”\"‘’'()[]{}.,;:!?…–—-"))
        if left < right:
            found.append((match.start() + left, match.start() + right))
    return found


def every_place_of(words: str, text: str) -> list[Span]:
    """Each place where these words stand as words of their own, in any case."""
    wanted = folded(words)
    if not wanted:
        return []
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, wanted.split())) + r"(?!\w)", re.IGNORECASE)
    plain = Folded(text)
    return [plain.span(*match.span(), Hidden.BY_HAND) for match in pattern.finditer(plain.text)]
