"""A citation: what a certificate and the public page say of the reason, in a line or two."""

import re
from collections.abc import Iterable

LONGEST = 180
WORD = re.compile(r"[^\W\d_]+")
SENTENCE = re.compile(r"(?<=[.!?])\s+")


# So many words in a row are a quotation, not chance.
RUN = 7


def citation_from(justification: str, *, own: str = "", others: Iterable[str] = (), private: Iterable[str] = ()) -> str:
    """The first sentences of the judges' reason that fit; a first sentence that is too long ends at a word with “…”.

    A sentence that names one of ``others`` (by any part of the name that ``own``, the name of the one who is honoured,
    lacks) is left out: who came near has not agreed to be named. So is one that repeats a ``private`` text, a story whose
    writer has not agreed that it is published. Empty where no sentence is left.
    """
    named = {part for name in others for part in _capitalised(name)} - _capitalised(own)
    stories = list(private)
    sentences = [
        sentence
        for sentence in SENTENCE.split(" ".join(justification.split()))
        if not named & _capitalised(sentence) and not repeated(sentence, stories)
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


def repeated(text: str, stories: Iterable[str]) -> str:
    """The first run of RUN words that the text shares with one of these stories, as it stands there; "" for none.

    Capitals and signs do not matter.
    """
    words = WORD.findall(text)
    runs = {tuple(word.casefold() for word in words[at : at + RUN]): at for at in range(len(words) - RUN + 1)}
    if not runs:
        return ""
    for story in stories:
        told = [word.casefold() for word in WORD.findall(story)]
        for at in range(len(told) - RUN + 1):
            found = runs.get(tuple(told[at : at + RUN]))
            if found is not None:
                return " ".join(words[found : found + RUN])
    return ""


def _capitalised(text: str) -> set[str]:
    return {word for word in WORD.findall(text) if len(word) > 2 and word[0].isupper()}
