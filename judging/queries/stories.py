"""What nominations say about an entry, as judges read it: without names where the rules hide them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

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
    """One nomination: who wrote it, as a kind and never by name, and its parts."""

    kind: str
    parts: list[Part]


@dataclass(frozen=True)
class Story:
    """All that supports an entry. ``begins`` is its first sentence, ``minutes`` how long it takes to read."""

    begins: str
    minutes: int
    tellings: list[Telling]


def stories_of(entries: Iterable[Entry], *, blind: bool) -> dict[int, Story]:
    """The story of each entry by its id, in three queries whatever their number; names are replaced where ``blind``."""
    entries = list(entries)
    evidence = Evidence.objects.select_related("criterion").order_by("pk")
    rows = Nomination.objects.filter(entry__in=entries, state=NominationState.ACCEPTED)
    rows = rows.select_related("nominator").prefetch_related(Prefetch("evidence", queryset=evidence)).order_by("pk")
    tellings: defaultdict[int | None, list[Nomination]] = defaultdict(list)
    for nomination in rows:
        tellings[nomination.entry_id].append(nomination)
    return {entry.pk: _story(entry, tellings[entry.pk], blind=blind) for entry in entries}


def _story(entry: Entry, nominations: list[Nomination], *, blind: bool) -> Story:
    mask = _Mask(_names(entry, nominations)) if blind else _Mask({})
    told = [
        Telling(
            kind=nomination.get_nominator_kind_display(),
            parts=[
                Part(_title(evidence), [mask.pieces(line) for line in evidence.text.splitlines() if line.strip()])
                for evidence in _in_order(nomination)
            ],
        )
        for nomination in nominations
    ]
    text = " ".join(evidence.text for nomination in nominations for evidence in nomination.evidence.all())
    first = next((evidence.text for nomination in nominations for evidence in _in_order(nomination)), "")
    sentence = SENTENCE_END.split(first.strip(), maxsplit=1)[0]
    begins = "".join(piece.text for piece in mask.pieces(sentence))
    if len(begins) > BEGINS:
        begins = begins[:BEGINS].rsplit(" ", 1)[0] + "…"
    return Story(begins, max(1, round(len(text.split()) / WORDS_A_MINUTE)), told)


def _in_order(nomination: Nomination) -> list[Evidence]:
    """The four prompts in their order, then what was written to criteria."""
    prompts = list(EvidencePart.values)
    return sorted(
        nomination.evidence.all(),
        key=lambda evidence: (prompts.index(evidence.part) if evidence.part else len(prompts), evidence.pk),
    )


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


def _names(entry: Entry, nominations: list[Nomination]) -> dict[str, str]:
    """Every name that is known in connection with an entry, and what stands in its place."""
    names: dict[str, str] = {}
    for nomination in nominations:
        known = [nomination.nominator_name]
        if nomination.nominator is not None:
            known += [nomination.nominator.full_name, nomination.nominator.known_as]
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
