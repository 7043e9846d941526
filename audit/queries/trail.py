"""Reading the trail: what a person may see of it, and where its chain stands."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from audit.models import Record, Seal


@dataclass(frozen=True)
class ChainState:
    """Where the chain stands: the last seal (None before the first) and how many records wait for the next."""

    last: Seal | None
    unsealed: int


def visible_records(user: Any, kept_back: Q | None = None) -> QuerySet[Record]:
    """The records that this person may read, with the names of who acted, without what is kept back; the newest first."""
    records = Record.objects.select_related("actor", "acting_for", "seal").order_by("-pk")
    if kept_back is not None:
        records = records.exclude(kept_back)
    if user.is_staff:
        return records
    return records.filter(programme__in=user.programmes_managed.values("slug"))


def kept_back_from(user: Any) -> Q | None:
    """What this person may not read yet, although it is on record: scores that are still being given, say. Asked of the
    rooms that TRAIL_KEPT_BACK names; None where they keep nothing back.
    """
    found = Q()
    for path in settings.TRAIL_KEPT_BACK:
        found |= import_string(path)(user)
    return found or None


def chain_state() -> ChainState:
    """The last seal, and the number of records that none holds yet."""
    return ChainState(Seal.objects.order_by("-number").first(), Record.objects.filter(seal=None).count())
