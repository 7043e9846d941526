"""What nominations say about an entry, as judges read it: without names where the rules hide them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from judging.queries.beside_story import (
    StoryFile,
    answers_in,
    fetch_what_is_beside,
    files_in,
    with_what_is_beside,
)
from nominations.enums import EvidencePart, NominationState
from nominations.models import Entry, Evidence, Member, Nomination
from nominations.queries.identity import VOICE_COLUMNS, Named, named, names_of, voice_from, voice_of
from nominations.queries.members import named_members, people_and_names
from nominations.queries.redaction import Blinding, Piece, Stored
from prepared import Place, prepared

WORDS_A_MINUTE = 220
SENTENCE_END = re.compile(r"(?<=[.!?])\s")
BEGINS = 110
PLACES = {part: number for number, part in enumerate(EvidencePart.values)}


@dataclass(frozen=True)
class Part:
    """What was written to one prompt or criterion, as paragraphs of pieces."""

    title: str
    paragraphs: list[list[Piece]]


@dataclass(frozen=True)
class Telling:
    """One nomination: who wrote it, as a kind and never by name, its parts, and the files that came with it. ``supports`` says
    that it adds to the story that somebody else told.
    """

    kind: str
    parts: list[Part]
    files: list[StoryFile] = field(default_factory=list)
    supports: bool = False


@dataclass(frozen=True)
class Story:
    """All that supports an entry. ``begins`` is its first sentence; ``supporters`` is how many colleagues support what somebody
    else told, with words of their own or without.
    """

    begins: str
    tellings: list[Telling]
    supporters: int = 0

    @property
    def told(self) -> int:
        """How many told a story of their own."""
        return sum(1 for telling in self.tellings if not telling.supports)


@dataclass(frozen=True)
class _Line:
    """One text of one nomination, as ``beginnings_of`` reads it, with the columns of its voice; without text where a
    nomination has none.
    """

    nomination: int
    voice: Sequence[str | None]
    stored: Stored
    part: str
    evidence: int
    text: str


@dataclass(frozen=True)
class _Heard:
    """One nomination, and what was written to the four prompts in their order, then to criteria."""

    nomination: Nomination
    evidence: list[Evidence]

    @property
    def stored(self) -> Stored:
        """What is stored of hiding names in it, if anything."""
        redaction = getattr(self.nomination, "redaction", None)
        return redaction.texts if redaction is not None else None

    @property
    def supports(self) -> bool:
        """Whether it adds to a story that somebody else told."""
        return self.nomination.supports_id is not None


@dataclass(frozen=True)
class Beginning:
    """What a list says of an entry's story: its first sentence, and how many minutes all of it takes to read."""

    minutes: int
    _nominee: Named
    _lines: list[_Line]
    _blind: bool

    @cached_property
    def begins(self) -> str:
        """The first sentence, found when it is asked for: a list counts the minutes of all, and shows the beginning of some."""
        written = (line for line in self._lines if line.evidence)
        first = min(written, key=lambda line: (line.nomination, _place(line.part), line.evidence), default=None)
        if first is None:
            return ""
        names = names_of(self._nominee, [voice_from(line.voice) for line in self._lines]) if self._blind else {}
        return _begins(Blinding(names, blind=self._blind), first.text, first.evidence, first.stored)


def beginnings_of(nominees: Iterable[Named], *, blind: bool) -> dict[int, Beginning]:
    """How the story of each entry begins, by the entry's id, in one query; names are replaced where ``blind``."""
    nominees = list(nominees)
    told: defaultdict[int | None, list[_Line]] = defaultdict(list)
    for entry, nomination, stored, part, evidence, text, *voice in _lines(entries=[one.entry for one in nominees]):
        told[entry].append(_Line(nomination, voice, stored, part or "", evidence or 0, text or ""))
    return {one.entry: _beginning(one, told[one.entry], blind=blind) for one in nominees}


@prepared(entries=list)
def _lines(entries: Place) -> QuerySet[Nomination, Any]:
    columns = ("entry_id", "pk", "redaction__texts", "evidence__part", "evidence__pk", "evidence__text")
    return _accepted(entries).order_by().values_list(*columns, *VOICE_COLUMNS)


def _accepted(entries: Place) -> QuerySet[Nomination]:
    return Nomination.objects.filter(entry__in=entries, state=NominationState.ACCEPTED)


def _beginning(nominee: Named, lines: list[_Line], *, blind: bool) -> Beginning:
    words = sum(len(line.text.split()) for line in lines)
    return Beginning(max(1, round(words / WORDS_A_MINUTE)), nominee, lines, blind)


def _begins(blinding: Blinding, text: str, evidence: int, stored: Stored) -> str:
    """The first sentence, or as much of it as a line holds."""
    begins = SENTENCE_END.split(blinding.words(text, evidence, stored).strip(), maxsplit=1)[0]
    return begins if len(begins) <= BEGINS else begins[:BEGINS].rsplit(" ", 1)[0] + "…"


def stories_of(entries: Iterable[Entry], *, blind: bool) -> dict[int, Story]:
    """The story of each entry by its id, in two queries whatever their number, and one each where there are answers or files;
    names are replaced where ``blind``.
    """
    entries = list(entries)
    nominations = _nominations(entries=[entry.pk for entry in entries])
    members = named_members(entry.pk for entry in entries if entry.team_id is not None)
    fetch_what_is_beside(nominations)
    written: defaultdict[int, list[Evidence]] = defaultdict(list)
    for evidence in _evidence(nominations=[nomination.pk for nomination in nominations]):
        written[evidence.nomination_id].append(evidence)
    voices: defaultdict[int | None, list[_Heard]] = defaultdict(list)
    for nomination in nominations:
        in_order = sorted(written[nomination.pk], key=lambda evidence: (_place(evidence.part), evidence.pk))
        voices[nomination.entry_id].append(_Heard(nomination, in_order))
    return {entry.pk: _story(entry, voices[entry.pk], members.get(entry.pk, []), blind=blind) for entry in entries}


@prepared(entries=list)
def _nominations(entries: Place) -> QuerySet[Nomination]:
    rows = _accepted(entries).select_related("nominator__team", "nominee", "redaction")
    return with_what_is_beside(rows).order_by("pk")


@prepared(nominations=list)
def _evidence(nominations: Place) -> QuerySet[Evidence]:
    return Evidence.objects.filter(nomination__in=nominations).select_related("criterion").order_by("pk")


def _story(entry: Entry, voices: list[_Heard], members: list[Member], *, blind: bool) -> Story:
    names = {}
    if blind:
        names = names_of(named(entry), [voice_of(one.nomination) for one in voices], *people_and_names(members))
    blinding = Blinding(names, blind=blind)
    called = {member.pk: "" if blind else member.name for member in members}
    first = next(((told, one) for one in voices for told in one.evidence), None)
    return Story(
        _begins(blinding, first[0].text, first[0].pk, first[1].stored) if first else "",
        [
            Telling(
                kind=one.nomination.get_nominator_kind_display(),
                parts=[
                    *(
                        Part(
                            _title(evidence, called),
                            blinding.paragraphs(evidence.text, evidence.pk, one.stored),
                        )
                        for evidence in one.evidence
                    ),
                    *(
                        Part(
                            answer.question.title,
                            blinding.paragraphs(answer.text, answer.key, one.stored),
                        )
                        for answer in answers_in(one.nomination)
                    ),
                ],
                files=files_in(one.nomination, blind=blind),
                supports=one.supports,
            )
            for one in voices
            if one.evidence or not one.supports
        ],
        supporters=sum(1 for one in voices if one.supports),
    )


def _place(part: str) -> int:
    return PLACES.get(part, len(PLACES))


def _title(evidence: Evidence, members: Mapping[int, str]) -> str:
    """What was asked; ``members`` are the names of a team's members by id, empty where judges don't read them."""
    if evidence.criterion is not None:
        return evidence.criterion.title
    if evidence.member_id is not None:
        name = members.get(evidence.member_id)
        return _("What %(name)s contributed") % {"name": name} if name else _("What one of the team contributed")
    prompts: dict[str, str] = {
        EvidencePart.SITUATION: _("What was going on"),
        EvidencePart.TASK: _("What was needed"),
        EvidencePart.ACTION: _("What was done"),
        EvidencePart.RESULT: _("What was different afterwards"),
        EvidencePart.ADDED: _("Added when the organisers asked"),
        EvidencePart.SUPPORT: _("What they saw themselves"),
    }
    return prompts[evidence.part]
