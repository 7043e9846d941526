"""What judging does when a cycle reaches a stage, in the same transaction; safe to run again."""

from judging.services.assigning import assign_judges
from judging.services.computing import compute_results
from judging.services.sensitivity import ask_how_firm
from programmes.models import Cycle


def begin_judging(cycle: Cycle) -> None:
    """Find conflicts, give every entry its judges, and tell them."""
    assign_judges(cycle=cycle, actor=None)


def begin_deliberating(cycle: Cycle) -> None:
    """Compute the results that the panel deliberates on, and have it worked out how firm they are."""
    for result in compute_results(cycle=cycle, actor=None):
        ask_how_firm(result=result, actor=None)
