"""The votes of a round as they count: none of a judge who stands aside from the entry."""

from collections import defaultdict
from collections.abc import Container
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from judging.enums import STANDING_CONFLICTS
from judging.models import Conflict, PairChoice, QualifyVote, RankPlace, Round, Seat

AnswerGiven = tuple[str, int, str]
"""An entry's reference, the judge's seat and the answer."""


def answers_in(one: Round, entries: Container[str]) -> list[AnswerGiven]:
    """What counts of the answers on these entries, sorted."""
    rows = QualifyVote.objects.filter(~_standing("seat", "entry"), round=one)
    found = rows.values_list("entry__reference", "seat_id", "answer")
    return sorted((entry, seat, answer) for entry, seat, answer in found if entry in entries)


def orders_in(one: Round, category: int, entries: Container[str]) -> dict[int, list[str]]:
    """Each seat's order of a category's entries, best first, without what is no longer theirs to order."""
    rows = RankPlace.objects.filter(
        ~_standing("ballot__seat", "entry"), ballot__round=one, ballot__category=category
    ).order_by("ballot__seat", "place")
    orders: defaultdict[int, list[str]] = defaultdict(list)
    for seat, entry in rows.values_list("ballot__seat_id", "entry__reference"):
        if entry in entries:
            orders[seat].append(entry)
    return dict(orders)


def choices_in(one: Round, entries: Container[str]) -> list[tuple[int, str, str, str | None]]:
    """Seat, the two and the chosen one of every choice between these entries, sorted."""
    rows = PairChoice.objects.filter(~_standing("seat", "one"), ~_standing("seat", "other"), round=one)
    found = rows.values_list("seat_id", "one__reference", "other__reference", "chosen__reference")
    return sorted(
        ((seat, a, b, chosen) for seat, a, b, chosen in found if a in entries and b in entries),
        key=lambda row: row[:3],
    )


def own_answers(one: Round, seat: Seat) -> dict[int, QualifyVote]:
    """What a judge has answered, by the entry's id."""
    return {vote.entry_id: vote for vote in QualifyVote.objects.filter(round=one, seat=seat)}


def voted_by_seat(one: Round) -> dict[int, int]:
    """How many entries, places or pairs each seat has voted on."""
    rows: dict[str, QuerySet[Any]] = {
        "qualify": QualifyVote.objects.filter(round=one).values_list("seat_id", flat=True),
        "rank": RankPlace.objects.filter(ballot__round=one).values_list("ballot__seat_id", flat=True),
        "pair": PairChoice.objects.filter(round=one).values_list("seat_id", flat=True),
    }
    counts: defaultdict[int, int] = defaultdict(int)
    for seat in rows.get(one.mode, []):
        counts[seat] += 1
    return dict(counts)


def _standing(seat: str, entry: str) -> Exists:
    return Exists(Conflict.objects.filter(seat=OuterRef(seat), entry=OuterRef(entry), state__in=STANDING_CONFLICTS))
