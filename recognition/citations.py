"""A citation: what a certificate and the public page say of the reason, in a line or two."""

import re
from collections.abc import Iterable

LONGEST = 180
WORD = re.compile(r"[^\W\d_]+")
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def citation_from(justification: str, *, own: str = "", others: Iterable[str] = ()) -> str:
    """The first sentences of the judges' reason that fit; a first sentence that is too long ends at a word with “…”.

    A sentence that names one of ``others`` (by any part of the name that ``own``, the name of the one who is honoured,
    lacks) is left out: who came near has not agreed to be named. Empty where no sentence is left.
    """
    named = {part for name in others for part in _capitalised(name)} - _capitalised(own)
    sentences = [
        sentence for sentence in SENTENCE.split(" ".join(justification.split())) if not named & _capitalised(sentence)
    ]
    text, taken = " ".join(sentences), ""
    for sentence in sentences:
        longer = f"{taken} {sentence}".strip()
        if len(longer) > LONGEST:
            break
        taken = longer
    if taken or not text:
        return taken
    return text[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def within_quotation(text: str) -> str:
    """The text as it stands inside “…”: quotation marks of its own become ‘…’, and one that is never closed is left out."""
    parts = text.replace("“", '"').replace("”", '"').split('"')
    if len(parts) % 2 == 0:
        last = parts.pop()
        parts[-1] += last
    return "".join(part if place % 2 == 0 else f"‘{part}’" for place, part in enumerate(parts))


def _capitalised(text: str) -> set[str]:
    return {word for word in WORD.findall(text) if len(word) > 2 and word[0].isupper()}
