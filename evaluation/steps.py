"""What evaluation does when a cycle reaches a stage, in the same transaction; safe to run again."""

from evaluation.services.actions import carry_actions, carry_into
from evaluation.services.inviting import open_surveys as open_the_surveys
from programmes.models import Cycle


def take_over_actions(cycle: Cycle) -> None:
    """Open improvements of the programme's closed cycles come along."""
    carry_into(cycle=cycle, actor=None)


def open_surveys(cycle: Cycle) -> None:
    """Ask the five audiences."""
    open_the_surveys(cycle=cycle, actor=None)


def carry_open_actions(cycle: Cycle) -> None:
    """What is not done yet goes into the next cycle, where there is one."""
    carry_actions(cycle=cycle, actor=None)
