"""What a story still lacks, and which of its words may weigh for the wrong reason. Advice only: nothing is refused."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

WORDS_OF_AN_ACT = 12
WORDS_OF_AN_EFFECT = 6
WORDS_TO_BEGIN_WITH = 8
"""Below this nothing is said yet: somebody has only begun to write."""

WHEN = re.compile(
    r"\b(\d{1,2}[:.]\d{2}|\d{1,2}(st|nd|rd|th)?\s+of\b|\d{1,2}/\d{1,2}|(19|20)\d\d|noon|midnight|o['’]clock|\d\s?[ap]m"
    r"|(mon|tues|wednes|thurs|fri|satur|sun)day|jan(uary)?|feb(ruary)?|march|april|may|june|july|aug(ust)?|sept(ember)?"
    r"|oct(ober)?|nov(ember)?|dec(ember)?|spring|summer|autumn|winter|christmas|easter|yesterday|today|tonight"
    r"|this (morning|week|month|year)|last (night|week|month|year)|(weeks?|months?|days?|years?) ago)\b",
    re.IGNORECASE,
)


class Gap(StrEnum):
    """What a reader would ask next."""

    ACT = "act"
    EFFECT = "effect"
    WHEN = "when"


@dataclass(frozen=True)
class Wording:
    """A group of phrases that may be biased: why, and what to write instead. A star in a phrase is any ending."""

    key: str
    why: str
    instead: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """Phrases of one group that a story has, as they stand in it, each once and in the order of the list."""

    phrases: tuple[str, ...]
    why: str
    instead: str


@dataclass(frozen=True)
class Advice:
    """What to say beside a story. ``begun`` is False while there is too little to say anything about."""

    begun: bool
    gaps: tuple[Gap, ...]
    wording: tuple[Found, ...]

    @property
    def clear(self) -> bool:
        """Whether nothing is left to say about a story that has begun."""
        return self.begun and not self.gaps and not self.wording


def advice(parts: Mapping[str, str], wording: Sequence[Wording]) -> Advice:
    """Read ``parts`` (situation, task, action, result, hint; any may be missing) and say what is missing and what may sway."""
    text = "\n".join(parts.values())
    if _count(text) < WORDS_TO_BEGIN_WITH:
        return Advice(begun=False, gaps=(), wording=())
    missing = {
        Gap.ACT: _count(parts.get("action", "")) < WORDS_OF_AN_ACT,
        Gap.EFFECT: _count(parts.get("result", "")) < WORDS_OF_AN_EFFECT,
        Gap.WHEN: WHEN.search(text) is None,
    }
    return Advice(True, tuple(gap for gap, lacks in missing.items() if lacks), _found(text, wording))


def _count(text: str) -> int:
    return len(text.split())


def _found(text: str, wording: Sequence[Wording]) -> tuple[Found, ...]:
    straight = text.replace("’", "'")
    found = []
    for group in wording:
        hits = [match[0] for phrase in group.words if (match := _pattern(phrase).search(straight))]
        if hits:
            found.append(Found(tuple(dict.fromkeys(hits)), group.why, group.instead))
    return tuple(found)


def _pattern(phrase: str) -> re.Pattern[str]:
    body = re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)
