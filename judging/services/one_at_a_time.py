"""Acts that read a whole panel and write what follows take turns: a double click, two tabs, the clock beside the chair."""

from judging.models import Panel
from programmes.models import Cycle


def hold_panel(cycle: Cycle) -> None:
    """Hold the cycle's panel until the transaction ends, where there is one; who comes second reads what the first wrote.

    Called before anything else is written, so that two never wait for each other. Votes and touches do not ask for it.
    """
    list(Panel.objects.select_for_update(no_key=True).filter(cycle=cycle).values_list("pk"))
