"""Rounds of judging: one cycle that qualified its stories before scoring them, one whose rounds are laid down."""

from datetime import datetime, timedelta
from typing import Any

import numpy as np

from audit import services as audit
from audit.services import Act
from awards_site.demo.material import material
from awards_site.demo.seeding.calendar import CyclePlan
from judging.enums import Answer, Cut, RoundMode, RoundState
from judging.models import QualifyVote, Round, RoundOutcome, RoundResult, Seat
from judging.queries.conflicts import standing_pairs
from judging.queries.rounds.entries import entries_in
from judging.services.rounds.counting import counted
from programmes.enums import Stage
from programmes.models import Cycle

QUALIFIED, PLANNED = ("service-stars", Stage.DELIBERATING), ("customers-choice", Stage.SCREENING)
DOUBTS = (0.12, 0.3)
SEED = 7


def seed_rounds(plan: CyclePlan, cycle: Cycle, seats: list[Seat]) -> None:
    """The round that came before scoring, in the one cycle that had one: voted on and counted."""
    if (plan.programme, plan.stage) == QUALIFIED:
        _held(cycle, seats)


def lay_down_rounds(plan: CyclePlan, cycle: Cycle) -> None:
    """Rounds that are still to come: qualify, score, and compare the first six."""
    if (plan.programme, plan.stage) == PLANNED:
        first = _qualifying(cycle)
        Round.objects.create(cycle=cycle, position=11, mode=RoundMode.PAIR)
        Round.objects.filter(cycle=cycle, mode=RoundMode.SCORE).update(cut=Cut.TOP, cut_value=6)
        _record(cycle, [("round.planned", first, cycle.opens_at + timedelta(days=3))])


def _qualifying(cycle: Cycle, **state: Any) -> Round:
    Round.objects.create(cycle=cycle, position=10, mode=RoundMode.SCORE)
    return Round.objects.create(cycle=cycle, position=1, mode=RoundMode.QUALIFY, cut=Cut.ABOVE, cut_value=50, **state)


def _held(cycle: Cycle, seats: list[Seat]) -> None:
    """Nobody spoke against an entry by majority, so that all were scored."""
    opened, closed = cycle.judging_at, cycle.judging_at + timedelta(days=2)
    first = _qualifying(cycle, state=RoundState.CLOSED, opened_at=opened, closed_at=closed)
    Round.objects.filter(cycle=cycle, mode=RoundMode.SCORE).update(state=RoundState.OPEN, opened_at=closed)
    rng = np.random.default_rng(SEED)  # its own, so that no other part of the demo changes with it
    reasons, barred = material("words.yaml")["round_reasons"], standing_pairs(cycle)
    votes = []
    for entry in entries_in(first).order_by("reference"):
        chance = rng.random(len(seats))
        for number, seat in enumerate(seats):
            answer = Answer.YES
            if number < 2:  # two of five at the most, so that no majority is against
                answer = (Answer.NO, Answer.UNSURE, Answer.YES)[int(np.searchsorted(DOUBTS, chance[number]))]
            reason = "" if answer == Answer.YES else reasons[int(chance[number] * 997) % len(reasons)]
            if (seat.pk, entry.pk) not in barred:
                votes.append(QualifyVote(round=first, seat=seat, entry=entry, answer=answer, reason=reason))
    QualifyVote.objects.bulk_create(votes, batch_size=1000)
    for count in counted(first):
        ranks = {row.entry: row.rank for row in count.rows}
        RoundOutcome.objects.bulk_create(
            RoundOutcome(round=first, entry=entry, through=True, rank=ranks[name])
            for name, entry in count.entries.items()
        )
        RoundResult.objects.create(
            round=first, category=count.category, inputs_digest=count.digest, figures=count.figures
        )
    _record(cycle, [("round.opened", first, opened), ("round.closed", first, closed)])


def _record(cycle: Cycle, acts: list[tuple[str, Round, datetime]]) -> None:
    manager = cycle.programme.managers.first()
    audit.record_all(
        Act(verb=verb, target=one, actor=manager, at=at, data={"mode": one.mode}) for verb, one, at in acts
    )
