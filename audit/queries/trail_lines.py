"""The trail as lines of plain JSON values: what an export writes and what verification reads."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import OperationalError
from django.db.models import Q, QuerySet
from django.utils import timezone

from audit.models import Record, Seal
from audit.queries.stored_text import as_written, stored

FORMAT = "laurel-trail-1"
CHUNK = 2000
COLUMNS = (
    "pk", "at", "request_id", "actor_id", "acting_for_id", "verb", "target_type", "target_id", "target_label",
    "programme", "cycle", "before", "data", "content_hash", "seal_id",
)  # fmt: skip
VALUES_AS_TEXT = ("at", "before", "data")
SEAL_NUMBERS = ("number", "count", "first_record", "last_record")
SEAL_TEXTS = ("at", "root", "previous", "hash")
# What a value that is none any more raises: the last is SQLite's, for text that is not UTF-8.
UNREADABLE = (ValueError, TypeError, OperationalError)


def trail_lines(cycle: str = "", kept_back: Q | None = None) -> Iterator[dict[str, Any]]:
    """The whole trail, or one cycle's part with the hashes that prove it: a head, seals with their records, loose records.
    What is ``kept_back`` is left out like the records of other cycles: its hashes are there, its content is not.

    Reads in chunks; a row that the database cannot give back as a record comes as ``{"unreadable": why}``.
    """
    chosen = Q(cycle=cycle) if cycle else Q()
    if kept_back is not None:
        chosen &= ~kept_back
    # What is done and sealed while this is read belongs to the next reading: which seals and which loose records there are
    # is asked once, the seals first, and neither a sealed record nor what a loose one says ever changes.
    seals = list(Seal.objects.order_by("number").values_list("pk", flat=True))
    known = Seal.objects.filter(pk__lte=max(seals, default=0)).values("pk")
    later = Q(seal_id__gt=max(seals, default=0), seal_id__in=Seal.objects.values("pk"))
    loose = set(Record.objects.filter(Q(seal_id=None) | later, chosen).values_list("pk", flat=True))
    stray = ~Q(seal_id__in=Seal.objects.values("pk")) & Q(seal_id__isnull=False) & chosen
    held = Record.objects.filter(chosen, seal_id__in=known).count() + Record.objects.filter(stray).count()
    yield {
        "kind": "trail",
        "format": FORMAT,
        "scope": cycle,
        "made_at": _iso(timezone.now()),
        "records": held + len(loose),
        "seals": len(seals),
    }
    numbers: dict[int, int] = {}
    for pk in seals:
        line = _seal(pk)
        numbers[pk] = line["number"]
        records = list(_records(Q(seal_id=pk) & chosen, numbers))
        shown = bool(records) if cycle else kept_back is not None
        others = _others(pk, {record["id"] for record in records}) if shown else []
        yield {**line, "others": [list(pair) for pair in others]} if others else line
        yield from records
    yield from _records(stray, numbers)
    for line in _records(Q(pk__gte=min(loose)) & chosen, numbers) if loose else ():
        if line["id"] in loose:
            yield {**line, "seal": None}


def _seal(pk: int) -> dict[str, Any]:
    """A seal as it stands; what is no longer a number is 0, what is no longer a text empty, so that its hash does not hold."""
    row = _seal_row(pk)
    numbers = {name: row[name] if isinstance(row[name], int) else 0 for name in SEAL_NUMBERS}
    return {"kind": "seal", **numbers, **{name: row[name] for name in SEAL_TEXTS}, "at": _iso(as_written(row, "at"))}


def _seal_row(pk: int) -> dict[str, Any]:
    rows, columns = Seal.objects.filter(pk=pk).annotate(**stored("at")), (*SEAL_NUMBERS, *SEAL_TEXTS, *stored("at"))
    try:
        return dict(rows.values(*columns)[0])
    except UNREADABLE:
        return {name: value for column in columns for name, value in _alone(rows, column).items()}


def _alone(rows: QuerySet[Seal], column: str) -> dict[str, Any]:
    try:
        return dict(rows.values(column)[0])
    except UNREADABLE:
        return {column: ""}


def _others(seal: int, shown: set[int]) -> list[tuple[int, str]]:
    every = Record.objects.filter(seal_id=seal).order_by("pk").values_list("pk", "content_hash")
    return [(pk, digest) for pk, digest in every if pk not in shown]


def _records(chosen: Q, numbers: dict[int, int]) -> Iterator[dict[str, Any]]:
    """The records in their order, never more than a chunk of them at once: what is not sealed yet may be many."""
    rows, last = Record.objects.filter(chosen).order_by("pk"), 0
    while True:
        here = rows.filter(pk__gt=last)
        try:
            lines = [_record(row, numbers) for row in _values(here)[:CHUNK]]
        except UNREADABLE:
            lines = [_one(pk, numbers) for pk in here.values_list("pk", flat=True)[:CHUNK]]
        yield from lines
        if len(lines) < CHUNK:
            return
        last = lines[-1]["id"]


def _values(records: QuerySet[Record]) -> QuerySet[Record, dict[str, Any]]:
    texts = stored(*VALUES_AS_TEXT)
    found: QuerySet[Record, dict[str, Any]] = records.annotate(**texts).values(*COLUMNS, *texts)
    return found


def _one(pk: int, numbers: dict[int, int]) -> dict[str, Any]:
    try:
        return _record(_values(Record.objects.filter(pk=pk))[0], numbers)
    except UNREADABLE as error:
        return {"kind": "record", "id": pk, "unreadable": str(error)}


def _record(row: dict[str, Any], numbers: dict[int, int]) -> dict[str, Any]:
    seal = row["seal_id"]
    return {
        "kind": "record",
        "id": row["pk"],
        "at": _iso(as_written(row, "at")),
        "request_id": row["request_id"],
        "actor": row["actor_id"],
        "acting_for": row["acting_for_id"],
        "verb": row["verb"],
        "target_type": row["target_type"],
        "target_id": row["target_id"],
        "target_label": row["target_label"],
        "programme": row["programme"],
        "cycle": row["cycle"],
        "before": as_written(row, "before"),
        "data": as_written(row, "data"),
        "content_hash": row["content_hash"],
        "seal": None if seal is None else numbers.get(seal, f"unknown {seal}"),
    }


def _iso(at: datetime | str | None) -> str:
    """The time in UTC; what is none, or not as it was written, as it stands, so that its hash does not hold."""
    return at.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(at, datetime) else at or ""
