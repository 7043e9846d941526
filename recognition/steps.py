"""What recognition does when a cycle reaches a stage."""

from programmes.models import Cycle
from recognition.services import announce


def announce_results(cycle: Cycle) -> None:
    """A cycle that reaches “announced” makes its results known."""
    announce(cycle=cycle, actor=None)
