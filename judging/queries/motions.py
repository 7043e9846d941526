"""Motions of a meeting, with their votes."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from judging.calculations.votes import Tally, tally
from judging.enums import STANDING_CONFLICTS
from judging.models import Conflict, Deliberation, Motion, Seat
from nominations.models import Entry
from programmes.models import Cycle


@dataclass(frozen=True)
class Voted:
    """A motion and how the votes stand; ``own`` is the vote of the person who asks, or ""."""

    motion: Motion
    tally: Tally
    own: str


def motions_of(cycle: Cycle, person: User | None = None, *, words: Callable[[str], str] = str) -> list[Voted]:
    """Every motion of a cycle's meeting in the order they were proposed; two queries. ``words`` masks what it says for who
    may not know names.
    """
    motions = Motion.objects.filter(deliberation__cycle=cycle).select_related(
        "category", "entry", "proposer", "deliberation__cycle__programme"
    )
    found = list(motions.prefetch_related("votes"))
    for motion in found:
        motion.text = words(motion.text)
    return [
        Voted(
            motion,
            tally(vote.choice for vote in motion.votes.all()),
            next((vote.choice for vote in motion.votes.all() if person and vote.voter_id == person.pk), ""),
        )
        for motion in found
    ]


def voters_on(motion: Motion) -> list[User]:
    """Who may vote on it: those of the panel who attend the meeting, without whom a conflict keeps from its entry or who are
    nominated in its category.
    """
    cycle = motion.deliberation.cycle
    seats = Seat.objects.filter(panel__cycle=cycle, left_at=None)
    if motion.entry_id is not None:
        barred = Conflict.objects.filter(entry=motion.entry_id, state__in=STANDING_CONFLICTS)
        seats = seats.exclude(pk__in=barred.values("seat"))
    present = motion.deliberation.attended.filter(pk__in=seats.values("judge"))
    if motion.category_id is not None:
        beside = Entry.objects.filter(cycle=cycle, category=motion.category_id)
        teams = beside.exclude(team=None).values("team")
        present = present.exclude(pk__in=beside.exclude(person=None).values("person"))
        present = present.exclude(pk__in=User.objects.filter(Q(team__in=teams) | Q(teams_led__in=teams)).values("pk"))
    return list(present.order_by("full_name"))


def meeting_of(cycle: Cycle) -> Deliberation | None:
    """The cycle's meeting with who attended, where one is on record."""
    meetings = Deliberation.objects.filter(cycle=cycle).select_related("discussing__person", "discussing__team")
    return meetings.prefetch_related("attended").first()
