"""What judging does when a cycle reaches a stage, in the same transaction; safe to run again."""

from judging.services.assigning import assign_judges
from judging.services.computing import compute_results
from judging.services.conflicts import find_conflicts
from judging.services.rounds.running import begin_rounds
from judging.services.samples.running import begin_calibration, end_calibration
from judging.services.sensitivity import ask_how_firm
from programmes.models import Cycle


def begin_judging(cycle: Cycle) -> None:
    """Open the calibration round and the first round where the cycle has them, find conflicts, give every entry its judges,
    and tell them.
    """
    begin_calibration(cycle=cycle)
    begin_rounds(cycle=cycle)
    assign_judges(cycle=cycle, actor=None)


def begin_deliberating(cycle: Cycle) -> None:
    """End the calibration round, look once more for conflicts, compute the results that the panel deliberates on, and have it
    worked out how firm they are.
    """
    end_calibration(cycle=cycle)
    find_conflicts(cycle=cycle, actor=None)
    for result in compute_results(cycle=cycle, actor=None):
        ask_how_firm(result=result, actor=None)
