"""The trail as lines of plain JSON values: what an export writes and what verification reads."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from audit.models import Record, Seal

FORMAT = "laurel-trail-1"
CHUNK = 2000
COLUMNS = (
    "pk", "at", "request_id", "actor_id", "acting_for_id", "verb", "target_type", "target_id", "target_label",
    "programme", "cycle", "before", "data", "content_hash", "seal_id",
)  # fmt: skip


def trail_lines(cycle: str = "", kept_back: Q | None = None) -> Iterator[dict[str, Any]]:
    """The whole trail, or one cycle's part with the hashes that prove it: a head, seals with their records, loose records.
    What is ``kept_back`` is left out like the records of other cycles: its hashes are there, its content is not.

    Reads in chunks; a row that the database cannot give back as a record comes as ``{"unreadable": why}``.
    """
    chosen = Q(cycle=cycle) if cycle else Q()
    if kept_back is not None:
        chosen &= ~kept_back
    yield {
        "kind": "trail",
        "format": FORMAT,
        "scope": cycle,
        "made_at": _iso(timezone.now()),
        "records": Record.objects.filter(chosen).count(),
        "seals": Seal.objects.count(),
    }
    numbers: dict[int, int] = {}
    for seal in Seal.objects.order_by("number").iterator(chunk_size=CHUNK):
        numbers[seal.pk] = seal.number
        records = list(_records(Q(seal_id=seal.pk) & chosen, numbers))
        shown = bool(records) if cycle else kept_back is not None
        yield _seal(seal, _others(seal, {line["id"] for line in records}) if shown else [])
        yield from records
    yield from _records(~Q(seal_id__in=Seal.objects.values("pk")) & Q(seal_id__isnull=False) & chosen, numbers)
    yield from _records(Q(seal_id=None) & chosen, numbers)


def _seal(seal: Seal, others: list[tuple[int, str]]) -> dict[str, Any]:
    line: dict[str, Any] = {
        "kind": "seal",
        "number": seal.number,
        "at": _iso(seal.at),
        "count": seal.count,
        "first_record": seal.first_record,
        "last_record": seal.last_record,
        "root": seal.root,
        "previous": seal.previous,
        "hash": seal.hash,
    }
    return {**line, "others": [list(pair) for pair in others]} if others else line


def _others(seal: Seal, shown: set[int]) -> list[tuple[int, str]]:
    every = Record.objects.filter(seal_id=seal.pk).order_by("pk").values_list("pk", "content_hash")
    return [(pk, digest) for pk, digest in every if pk not in shown]


def _records(chosen: Q, numbers: dict[int, int]) -> Iterator[dict[str, Any]]:
    """The records in their order, never more than a chunk of them at once: what is not sealed yet may be many."""
    rows, last = Record.objects.filter(chosen).order_by("pk"), 0
    while True:
        here = rows.filter(pk__gt=last)
        try:
            lines = [_record(values, numbers) for values in here.values_list(*COLUMNS)[:CHUNK]]
        except (ValueError, TypeError):
            lines = [_one(pk, numbers) for pk in here.values_list("pk", flat=True)[:CHUNK]]
        yield from lines
        if len(lines) < CHUNK:
            return
        last = lines[-1]["id"]


def _one(pk: int, numbers: dict[int, int]) -> dict[str, Any]:
    try:
        return _record(Record.objects.values_list(*COLUMNS).get(pk=pk), numbers)
    except (ValueError, TypeError) as error:
        return {"kind": "record", "id": pk, "unreadable": str(error)}


def _record(values: tuple[Any, ...], numbers: dict[int, int]) -> dict[str, Any]:
    row = dict(zip(COLUMNS, values, strict=True))
    seal = row["seal_id"]
    return {
        "kind": "record",
        "id": row["pk"],
        "at": _iso(row["at"]),
        "request_id": row["request_id"],
        "actor": row["actor_id"],
        "acting_for": row["acting_for_id"],
        "verb": row["verb"],
        "target_type": row["target_type"],
        "target_id": row["target_id"],
        "target_label": row["target_label"],
        "programme": row["programme"],
        "cycle": row["cycle"],
        "before": row["before"],
        "data": row["data"],
        "content_hash": row["content_hash"],
        "seal": None if seal is None else numbers.get(seal, f"unknown {seal}"),
    }


def _iso(at: datetime | None) -> str:
    """The time in UTC; empty for one that the database can no longer read, so that its hash does not hold."""
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else ""
