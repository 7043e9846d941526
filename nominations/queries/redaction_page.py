"""What the manager's page shows side by side: each text as it was written, word by word, and as judges read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from nominations.calculations.redaction import Span, words_of
from nominations.models import Nomination
from nominations.queries.identity import named, names_of, voice_of
from nominations.queries.judged_texts import JudgedText, texts_of
from nominations.queries.members import named_members, people_and_names
from nominations.queries.redaction import Blinding, Piece, words_for

NEAR = 28


@dataclass(frozen=True)
class Word:
    """One word of a text: what stands before it, the word, its name in the form, and whether judges read it."""

    gap: str
    text: str
    name: str
    hidden: bool


@dataclass(frozen=True)
class Place:
    """One hidden place with a little of what stands around it; ``name`` is its name in the form."""

    before: str
    text: str
    after: str
    instead: str
    name: str


@dataclass(frozen=True)
class SideBySide:
    """One text: its heading, its words and what follows the last one, what judges read, and the hidden places."""

    title: str
    words: list[Word]
    tail: str
    read: list[list[Piece]]
    places: list[Place]


def blinding_of(nomination: Nomination) -> Blinding:
    """How this nomination's texts are hidden: by whom it is about, and by everybody who speaks for the same entry."""
    entry = nomination.entry
    if entry is None:
        return Blinding({})
    others = entry.nominations.select_related("nominator__team", "nominee")
    members = named_members([entry.pk] if entry.team_id is not None else []).get(entry.pk, ())
    return Blinding(names_of(named(entry), [voice_of(other) for other in others], *people_and_names(members)))


def side_by_side(nomination: Nomination, blinding: Blinding) -> list[SideBySide]:
    """Every text of the nomination, in the order it was written, the typed answers that judges read last."""
    redaction = getattr(nomination, "redaction", None)
    stored = redaction.texts if redaction else None
    return [
        _shown(text, blinding.spans(text.text, text.key, stored), blinding.paragraphs(text.text, text.key, stored))
        for text in texts_of(nomination)
    ]


def places_in(nomination: Nomination, blinding: Blinding) -> list[Place]:
    """Only the hidden places, for a list of many nominations."""
    redaction = getattr(nomination, "redaction", None)
    stored = redaction.texts if redaction else None
    return [
        place for text in texts_of(nomination) for place in _places(text, blinding.spans(text.text, text.key, stored))
    ]


def chosen_words(nomination: Nomination, names: Iterable[str]) -> dict[str, list[Span]]:
    """The places behind the names of words and places that a form sent: “key:start:end”. What is not there is left out."""
    lengths = {text.key: len(text.text) for text in texts_of(nomination)}
    chosen: dict[str, list[Span]] = {}
    for name in names:
        key, *places = name.split(":")
        if key not in lengths or len(places) != 2 or not all(part.isascii() and part.isdigit() for part in places):
            continue
        start, end = map(int, places)
        if start < end <= lengths[key]:
            chosen.setdefault(key, []).append(Span(start, end, ""))
    return chosen


def _shown(text: JudgedText, spans: list[Span], read: list[list[Piece]]) -> SideBySide:
    words, at = [], 0
    for start, end in words_of(text.text):
        hidden = any(span.start < end and start < span.end for span in spans)
        words.append(Word(text.text[at:start], text.text[start:end], f"{text.key}:{start}:{end}", hidden))
        at = end
    return SideBySide(text.title, words, text.text[at:], read, _places(text, spans))


def _places(text: JudgedText, spans: list[Span]) -> list[Place]:
    return [
        Place(
            before=text.text[max(span.start - NEAR, 0) : span.start],
            text=text.text[span.start : span.end],
            after=text.text[span.end : span.end + NEAR],
            instead=words_for(span.kind),
            name=f"{text.key}:{span.start}:{span.end}",
        )
        for span in spans
    ]
