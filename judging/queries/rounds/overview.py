"""The rounds of a cycle as those who run them see them: what was laid down, how far each is, what came of it."""

from collections import Counter
from dataclasses import dataclass

from judging.enums import RoundState
from judging.models import Round, RoundOutcome, Seat
from judging.queries.rounds.plan import judges_in, rounds_of
from judging.queries.rounds.votes import voted_by_seat
from judging.queries.rounds.words import cut_in_words
from judging.queries.seats import seats_of
from programmes.models import Cycle


@dataclass(frozen=True)
class Standing:
    """One round. ``voted`` of ``judges`` have begun to vote; never what they voted. ``went`` and ``cut`` once it closed."""

    number: int
    round: Round
    rule: str
    judges: list[Seat]
    voted: int
    went: int
    cut: int
    may_open: bool
    may_close: bool


def rounds_overview(cycle: Cycle) -> list[Standing]:
    """Every round in its order; the queries grow with the rounds (five at the most), not with entries or judges."""
    rounds, seats = rounds_of(cycle), list(seats_of(cycle))
    rows = RoundOutcome.objects.filter(round__in=rounds).values_list("round_id", "through")
    outcomes = Counter(rows)
    return [
        Standing(
            number=number,
            round=one,
            rule=cut_in_words(one),
            judges=judges_in(one, seats),
            voted=len(voted_by_seat(one)) if one.state == RoundState.OPEN and not one.is_scoring else 0,
            went=outcomes[one.pk, True],
            cut=outcomes[one.pk, False],
            may_open=one.state == RoundState.PLANNED
            and all(b.state == RoundState.CLOSED for b in rounds[: number - 1]),
            may_close=one.is_open and not (one.is_scoring and number == len(rounds)),
        )
        for number, one in enumerate(rounds, start=1)
    ]
