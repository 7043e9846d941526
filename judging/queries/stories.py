"""What nominations say about an entry, as judges read it: without names where the rules hide them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from nominations.enums import EvidencePart, NominationState
from nominations.models import Entry, Evidence, Nomination

WORDS_A_MINUTE = 220
SHORTEST_NAME = 3
SENTENCE_END = re.compile(r"(?<=[.!?])\s")
BEGINS = 110
PLACES = {part: number for number, part in enumerate(EvidencePart.values)}


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
    """One nomination: who wrote it, as a kind and never by name, and its parts."""

    kind: str
    parts: list[Part]


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
class Named:
    """An entry's id and the names that are known of its nominee; empty where there is none."""

    entry: int
    person: tuple[str, ...] = ()
    their_team: str = ""
    team: str = ""


class _Said:
    """What stands in the place of names, looked up once for a whole list."""

    def __init__(self) -> None:
        self.nominator = _("the nominator")
        self.nominee = _("the nominee")
        self.team = _("the nominated team")
        self.their_team = _("their team")


@dataclass(frozen=True)
class _Line:
    """One text of one nomination, as ``beginnings_of`` reads it; without text where a nomination has none."""

    nomination: int
    nominator_names: tuple[str, ...]
    part: str
    evidence: int
    text: str


def beginnings_of(named: Iterable[Named], *, blind: bool) -> dict[int, Beginning]:
    """How the story of each entry begins, by the entry's id, in one query; names are replaced where ``blind``."""
    named = list(named)
    rows = Nomination.objects.filter(entry__in=[one.entry for one in named], state=NominationState.ACCEPTED)
    told: defaultdict[int | None, list[_Line]] = defaultdict(list)
    for entry, nomination, name, full_name, known_as, part, evidence, text in rows.order_by().values_list(
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
    said = _Said()
    return {one.entry: _beginning(one, told[one.entry], said if blind else None) for one in named}


def _beginning(named: Named, lines: list[_Line], said: _Said | None) -> Beginning:
    """``said`` stands in the place of names; None where they are shown."""
    words = sum(len(line.text.split()) for line in lines)
    written = (line for line in lines if line.evidence)
    first = min(written, key=lambda line: (line.nomination, _place(line.part), line.evidence), default=None)
    mask = _Mask(_names(named, [line.nominator_names for line in lines], said) if said else {})
    return Beginning(_begins(first.text if first else "", mask), max(1, round(words / WORDS_A_MINUTE)))


def _begins(text: str, mask: "_Mask") -> str:
    """The first sentence, or as much of it as a line holds."""
    sentence = SENTENCE_END.split(text.strip(), maxsplit=1)[0]
    begins = "".join(piece.text for piece in mask.pieces(sentence))
    return begins if len(begins) <= BEGINS else begins[:BEGINS].rsplit(" ", 1)[0] + "…"


def stories_of(entries: Iterable[Entry], *, blind: bool) -> dict[int, Story]:
    """The story of each entry by its id, in two queries whatever their number; names are replaced where ``blind``."""
    entries = list(entries)
    evidence = Evidence.objects.select_related("criterion").order_by("pk")
    rows = Nomination.objects.filter(entry__in=entries, state=NominationState.ACCEPTED)
    rows = rows.select_related("nominator").prefetch_related(Prefetch("evidence", queryset=evidence)).order_by("pk")
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
    mask = _Mask(_names(_named(entry), names, _Said()) if blind else {})
    first = next((evidence.text for nomination in nominations for evidence in _in_order(nomination)), "")
    return Story(
        _begins(first, mask),
        [
            Telling(
                kind=nomination.get_nominator_kind_display(),
                parts=[
                    Part(_title(evidence), [mask.pieces(line) for line in evidence.text.splitlines() if line.strip()])
                    for evidence in _in_order(nomination)
                ],
            )
            for nomination in nominations
        ],
    )


def _in_order(nomination: Nomination) -> list[Evidence]:
    """The four prompts in their order, then what was written to criteria."""
    return sorted(nomination.evidence.all(), key=lambda evidence: (_place(evidence.part), evidence.pk))


def _place(part: str) -> int:
    return PLACES.get(part, len(PLACES))


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


def _named(entry: Entry) -> Named:
    person, team = entry.person, entry.team
    return Named(
        entry=entry.pk,
        person=(person.full_name, person.known_as) if person is not None else (),
        their_team=person.team.name if person is not None and person.team is not None else "",
        team=team.name if team is not None else "",
    )


def _names(named: Named, nominators: Iterable[Iterable[str]], said: _Said) -> dict[str, str]:
    """Every name that is known in connection with an entry, and what stands in its place."""
    names: dict[str, str] = {}
    for known in nominators:
        names |= dict.fromkeys(_with_parts(known), said.nominator)
    if named.team:
        names[named.team] = said.team
    if named.their_team:
        names[named.their_team] = said.their_team
    return names | dict.fromkeys(_with_parts(named.person), said.nominee)


def _with_parts(names: Iterable[str]) -> list[str]:
    """The names, and each of their words that is long enough to be one."""
    found = [name for name in names if name]
    return found + [word for name in found for word in name.split() if len(word) >= SHORTEST_NAME]


class _Mask:
    """Replaces whole names, the longest first; capitals count, so that the name Will does not hide every "will"."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.names, key=len, reverse=True)
        return re.compile(r"\b(" + "|".join(map(re.escape, longest_first)) + r")\b")

    def pieces(self, text: str) -> list[Piece]:
        if not any(name in text for name in self.names):  # most lines of a list, and no pattern is made for them
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
