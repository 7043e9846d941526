"""Motions of a meeting, with their votes."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.models import User
from judging.calculations.votes import Tally, tally
from judging.enums import STANDING_CONFLICTS, MotionState
from judging.models import Conflict, Deliberation, Motion, Seat, Vote
from nominations.enums import NominationState
from nominations.models import Entry, Member
from programmes.models import Cycle


@dataclass(frozen=True)
class Voted:
    """A motion and how the votes stand; ``own`` is the vote of the person who asks, or ""."""

    motion: Motion
    tally: Tally
    own: str


def motions_of(cycle: Cycle, person: User | None = None, *, words: Callable[[str], str] = str) -> list[Voted]:
    """Every motion of a cycle's meeting in the order they were proposed; two queries, and one for each open one with votes.
    ``words`` masks what it says for who may not know names.
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
            tally(vote.choice for vote in _counted(motion)),
            next((vote.choice for vote in motion.votes.all() if person and vote.voter_id == person.pk), ""),
        )
        for motion in found
    ]


def _counted(motion: Motion) -> list[Vote]:
    """The votes as they count: all of a closed motion, those of who may vote now of an open one."""
    votes = list(motion.votes.all())
    if motion.state != MotionState.OPEN or not votes:
        return votes
    may = {voter.pk for voter in voters_on(motion)}
    return [vote for vote in votes if vote.voter_id in may]


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
        present = present.exclude(pk__in=_nominated_in(cycle, motion.category_id))
    return list(present.order_by("full_name"))


def votes_that_count(motion: Motion) -> QuerySet[Vote]:
    """The votes of those who may vote on it now."""
    return motion.votes.filter(voter__in=voters_on(motion))


def _nominated_in(cycle: Cycle, category: int) -> QuerySet[User]:
    """Everybody whom an entry of this category is about, as ``nominations.queries.own_entries`` says of one person."""
    beside = Entry.objects.filter(cycle=cycle, category=category)
    teams = beside.exclude(team=None).values("team")
    named = Member.objects.filter(nomination__entry__in=beside, nomination__state=NominationState.ACCEPTED)
    return User.objects.filter(
        Q(pk__in=beside.exclude(person=None).values("person"))
        | Q(team__in=teams)
        | Q(teams_led__in=teams)
        | Q(pk__in=named.exclude(person=None).values("person"))
    )


def meeting_of(cycle: Cycle) -> Deliberation | None:
    """The cycle's meeting with who attended, where one is on record."""
    meetings = Deliberation.objects.filter(cycle=cycle).select_related("discussing__person", "discussing__team")
    return meetings.prefetch_related("attended").first()
