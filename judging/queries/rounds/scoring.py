"""What the rounds of a cycle mean for its score sheets; a cycle without rounds scores as it always did."""

from judging.enums import RoundMode, RoundState
from judging.models import Round, Seat
from programmes.models import Cycle


def scoring_round(cycle: Cycle) -> Round | None:
    """The round of the score sheets; None for a cycle without rounds."""
    return Round.objects.filter(cycle=cycle, mode=RoundMode.SCORE).first()


def scoring_is_on(cycle: Cycle) -> bool:
    """Whether sheets may be given out and written on, as far as rounds have a say."""
    found = scoring_round(cycle)
    return found is None or found.state == RoundState.OPEN


def scoring_seats(cycle: Cycle, seats: list[Seat]) -> list[Seat]:
    """Those of ``seats`` who may score: where the scoring round names its judges, these and the chairs."""
    named = set(Seat.objects.filter(rounds__cycle=cycle, rounds__mode=RoundMode.SCORE).values_list("pk", flat=True))
    return [seat for seat in seats if not named or seat.pk in named or seat.role != "judge"]
