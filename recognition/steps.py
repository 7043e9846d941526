"""What recognition does when a cycle reaches a stage."""

from nominations.services.telling import tell_everybody
from programmes.models import Cycle
from recognition.queries.announcements import announcement_of
from recognition.services import announce


def announce_results(cycle: Cycle) -> None:
    """A cycle that reaches “announced” makes its results known."""
    announce(cycle=cycle, actor=None)


def tell_nominees(cycle: Cycle) -> None:
    """Whoever has not been told yet that they were named is told in the hour of the letters: later the law does not allow."""
    tell_everybody(cycle, at=announcement_of(cycle).announce_at)
