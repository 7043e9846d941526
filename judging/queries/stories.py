"""What nominations say about an entry, as judges read it: without names where the rules hide them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from judging.queries.beside_story import (
    StoryFile,
    answers_in,
    fetch_what_is_beside,
    files_in,
    with_what_is_beside,
)
from nominations.enums import EvidencePart, NominationState
from nominations.models import Entry, Evidence, Nomination

WORDS_A_MINUTE = 220
SHORTEST_NAME = 3
SENTENCE_END = re.compile(r"(?<=[.!?])\s")
BEGINS = 110


@dataclass(frozen=True)
class Piece:
    """Some words of a story; ``hidden`` ones stand for a name."""

    text: str
    hidden: bool = False


@dataclass(frozen=True)
class Part:
    """What was written to one prompt or criterion, as paragraphs of pieces."""

    title: str
    paragraphs: list[list[Piece]]


@dataclass(frozen=True)
class Telling:
    """One nomination: who wrote it, as a kind and never by name, its parts, and the files that came with it."""

    kind: str
    parts: list[Part]
    files: list[StoryFile] = field(default_factory=list)


@dataclass(frozen=True)
class Beginning:
    """What a list says of an entry's story: its first sentence, and how many minutes all of it takes to read."""

    begins: str
    minutes: int


@dataclass(frozen=True)
class Story:
    """All that supports an entry. ``begins`` is its first sentence."""

    begins: str
    tellings: list[Telling]


@dataclass(frozen=True)
class _Line:
    """One text of one nomination, as ``beginnings_of`` reads it; without text where a nomination has none."""

    nomination: int
    nominator_names: tuple[str, ...]
    part: str
    evidence: int
    text: str


def beginnings_of(entries: Iterable[Entry], *, blind: bool) -> dict[int, Beginning]:
    """How the story of each entry begins, by the entry's id, in one query; names are replaced where ``blind``."""
    entries = list(entries)
    rows = Nomination.objects.filter(entry__in=entries, state=NominationState.ACCEPTED).order_by("pk", "evidence__pk")
    told: defaultdict[int, list[_Line]] = defaultdict(list)
    for entry, nomination, name, full_name, known_as, part, evidence, text in rows.values_list(
        "entry_id",
        "pk",
        "nominator_name",
        "nominator__full_name",
        "nominator__known_as",
        "evidence__part",
        "evidence__pk",
        "evidence__text",
    ):
        names = (name, full_name or "", known_as or "")
        told[entry].append(_Line(nomination, names, part or "", evidence or 0, text or ""))
    return {entry.pk: _beginning(entry, told[entry.pk], blind=blind) for entry in entries}


def _beginning(entry: Entry, lines: list[_Line], *, blind: bool) -> Beginning:
    words = sum(len(line.text.split()) for line in lines)
    written = (line for line in lines if line.evidence)
    first = min(written, key=lambda line: (line.nomination, _place(line.part), line.evidence), default=None)
    mask = _Mask(_names(entry, [line.nominator_names for line in lines]) if blind else {})
    return Beginning(_begins(first.text if first else "", mask), max(1, round(words / WORDS_A_MINUTE)))


def _begins(text: str, mask: "_Mask") -> str:
    """The first sentence, or as much of it as a line holds."""
    sentence = SENTENCE_END.split(text.strip(), maxsplit=1)[0]
    begins = "".join(piece.text for piece in mask.pieces(sentence))
    return begins if len(begins) <= BEGINS else begins[:BEGINS].rsplit(" ", 1)[0] + "…"


def stories_of(entries: Iterable[Entry], *, blind: bool) -> dict[int, Story]:
    """The story of each entry by its id, in two queries whatever their number, and one each where there are answers or files;
    names are replaced where ``blind``.
    """
    entries = list(entries)
    evidence = Evidence.objects.select_related("criterion").order_by("pk")
    rows = Nomination.objects.filter(entry__in=entries, state=NominationState.ACCEPTED)
    rows = rows.select_related("nominator").prefetch_related(Prefetch("evidence", queryset=evidence)).order_by("pk")
    rows = with_what_is_beside(rows)
    fetch_what_is_beside(rows)
    tellings: defaultdict[int | None, list[Nomination]] = defaultdict(list)
    for nomination in rows:
        tellings[nomination.entry_id].append(nomination)
    return {entry.pk: _story(entry, tellings[entry.pk], blind=blind) for entry in entries}


def _story(entry: Entry, nominations: list[Nomination], *, blind: bool) -> Story:
    names = [
        (nomination.nominator_name, nomination.nominator.full_name, nomination.nominator.known_as)
        if nomination.nominator is not None
        else (nomination.nominator_name,)
        for nomination in nominations
    ]
    mask = _Mask(_names(entry, names) if blind else {})
    first = next((evidence.text for nomination in nominations for evidence in _in_order(nomination)), "")
    return Story(
        _begins(first, mask),
        [
            Telling(
                kind=nomination.get_nominator_kind_display(),
                parts=[
                    Part(title, [mask.pieces(line) for line in text.splitlines() if line.strip()])
                    for title, text in [
                        *((_title(evidence), evidence.text) for evidence in _in_order(nomination)),
                        *((answer.question.title, answer.text) for answer in answers_in(nomination)),
                    ]
                ],
                files=files_in(nomination, blind=blind),
            )
            for nomination in nominations
        ],
    )


def _in_order(nomination: Nomination) -> list[Evidence]:
    """The four prompts in their order, then what was written to criteria."""
    return sorted(nomination.evidence.all(), key=lambda evidence: (_place(evidence.part), evidence.pk))


def _place(part: str) -> int:
    return EvidencePart.values.index(part) if part else len(EvidencePart.values)


def _title(evidence: Evidence) -> str:
    if evidence.criterion is not None:
        return evidence.criterion.title
    prompts: dict[str, str] = {
        EvidencePart.SITUATION: _("What was going on"),
        EvidencePart.TASK: _("What was needed"),
        EvidencePart.ACTION: _("What was done"),
        EvidencePart.RESULT: _("What was different afterwards"),
        EvidencePart.ADDED: _("Added when the organisers asked"),
    }
    return prompts[evidence.part]


def _names(entry: Entry, nominators: Iterable[Iterable[str]]) -> dict[str, str]:
    """Every name that is known in connection with an entry, and what stands in its place."""
    names: dict[str, str] = {}
    for known in nominators:
        names |= dict.fromkeys(_with_parts(known), _("the nominator"))
    if entry.team is not None:
        names[entry.team.name] = _("the nominated team")
    if entry.person is not None:
        if entry.person.team is not None:
            names[entry.person.team.name] = _("their team")
        names |= dict.fromkeys(_with_parts([entry.person.full_name, entry.person.known_as]), _("the nominee"))
    return names


def _with_parts(names: Iterable[str]) -> list[str]:
    """The names, and each of their words that is long enough to be one."""
    found = [name for name in names if name]
    return found + [word for name in found for word in name.split() if len(word) >= SHORTEST_NAME]


class _Mask:
    """Replaces whole names, the longest first; capitals count, so that the name Will does not hide every "will"."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names
        longest_first = sorted(names, key=len, reverse=True)
        self.pattern = re.compile(r"\b(" + "|".join(map(re.escape, longest_first)) + r")\b") if names else None

    def pieces(self, text: str) -> list[Piece]:
        if self.pattern is None:
            return [Piece(text)]
        parts = self.pattern.split(text)
        return [
            Piece(_begun(self.names[part], parts[number - 1]), hidden=True) if number % 2 else Piece(part)
            for number, part in enumerate(parts)
            if part
        ]


def _begun(words: str, before: str) -> str:
    """The words with a capital where a sentence begins."""
    begins = not before.strip() or before.rstrip().endswith((".", "!", "?"))
    return words[:1].upper() + words[1:] if begins else words
