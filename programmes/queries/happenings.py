"""What has lately happened, in the shape in which one query can fetch it from every room at once."""

from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, NullIf

MOST_PARTS = 5
COLUMNS = ("happened_at", *(f"part_{number}" for number in range(MOST_PARTS)))
TEXT = CharField(max_length=300)


def happenings(rows: QuerySet[Any], at: str, *parts: str | Combinable) -> QuerySet[Any]:
    """These rows with their time and up to five texts that their sentence needs; a name is a field's."""
    texts = [*parts, *[Value("")] * (MOST_PARTS - len(parts))]
    named = {f"part_{number}": Cast(part, TEXT) for number, part in enumerate(texts)}
    told: QuerySet[Any] = rows.order_by().annotate(happened_at=F(at), **named)
    return told


def known_as(cycle: str = "") -> Combinable:
    """The name of a cycle on pages; ``cycle`` is the path to it, with its two underscores."""
    return Coalesce(NullIf(f"{cycle}title", Value("")), f"{cycle}name")
