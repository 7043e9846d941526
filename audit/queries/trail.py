"""Reading the trail: what a person may see of it, and where its chain stands."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from audit.models import Record, Seal


@dataclass(frozen=True)
class ChainState:
    """Where the chain stands: the last seal (None before the first) and how many records wait for the next."""

    last: Seal | None
    unsealed: int


def visible_records(user: Any) -> QuerySet[Record]:
    """The records that this person may read, with the names of who acted; the newest first."""
    records = Record.objects.select_related("actor", "acting_for", "seal").order_by("-pk")
    if user.is_staff:
        return records
    return records.filter(programme__in=user.programmes_managed.values("slug"))


def chain_state() -> ChainState:
    """The last seal, and the number of records that none holds yet."""
    return ChainState(Seal.objects.order_by("-number").first(), Record.objects.filter(seal=None).count())


def places(user: Any) -> list[tuple[str, str]]:
    """The programmes and cycles that this person's part of the trail speaks of, for a choice; (programme, cycle)."""
    pairs = visible_records(user).exclude(programme="").order_by("programme", "cycle")
    return list(pairs.values_list("programme", "cycle").distinct())
