"""What the parts of a cycle's page ask about its nominations, once for all of them."""

from nominations.enums import RECEIVED_STATES
from nominations.queries.nominations import counts_by_state
from nominations.queries.participation import TeamParticipation, by_team
from programmes.models import Cycle
from programmes.queries.asked_once import asked_once


def counts_on_page(cycle: Cycle) -> dict[str, int]:
    """As ``counts_by_state``."""
    return asked_once(cycle, "counts", lambda: counts_by_state(cycle))


def received_on_page(cycle: Cycle) -> int:
    """How many nominations count as received."""
    counts = counts_on_page(cycle)
    return sum(counts[state] for state in RECEIVED_STATES)


def teams_on_page(cycle: Cycle) -> list[TeamParticipation]:
    """As ``by_team``."""
    return asked_once(cycle, "teams", lambda: by_team(cycle))
