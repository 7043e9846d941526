"""How many stories have come in, as everybody may know while a cycle is open."""

from typing import Any

from django.db.models import Count, Q

from nominations.enums import NominatorKind
from nominations.queries.nominations import received
from programmes.models import Cycle

# Fewer than this could point at somebody.
FEWEST = 5


def for_cycle(cycle: Cycle) -> dict[str, Any]:
    """``count``, how many of them ``customers`` sent, and ``hoped`` for (None where nobody said); one query.

    Both are None below the fewest that are told. No names, teams or categories.
    """
    counts = (
        received(cycle)
        .filter(supports=None)
        .aggregate(count=Count("pk"), customers=Count("pk", filter=Q(nominator_kind=NominatorKind.CUSTOMER)))
    )
    if counts["count"] < FEWEST:
        return {"count": None, "customers": None, "hoped": cycle.target_nominations, "some": counts["count"] > 0}
    return {**counts, "hoped": cycle.target_nominations, "some": True}
