#!/usr/bin/env python3
"""Prove an exported audit trail with nothing but this file and Python's standard library.

    python3 verify_trail.py trail.jsonl [HASH]

HASH is a seal's that somebody has kept, of a letter or a report: it must still be there. Only that shows whether the end of
the trail was cut off, or all of it written anew.

Exit code 0: every record is as it was sealed. 1: something was changed; each finding names the record or the seal.
2: the file cannot be read as a trail. Laurel itself verifies its database by the same functions.

A trail is JSON lines: a head, then each seal with the records that it closes, then records that no seal closes yet.
An export of one cycle carries, with each seal, the ids and hashes of the records that it leaves out ("others").
The Merkle tree is that of RFC 6962 (section 2.1): leaves and nodes are hashed with different prefixes, so that a node
can never pass for a leaf, and the split is at the largest power of two below the number of leaves.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

HASHED_FIELDS = (
    "id",
    "at",
    "request_id",
    "actor",
    "acting_for",
    "verb",
    "target_type",
    "target_id",
    "target_label",
    "programme",
    "cycle",
    "before",
    "data",
)
# No transaction of Laurel lasts this long, so a record that is older than that when a seal is made must be inside one.
MARGIN = timedelta(hours=1)
MOST_FINDINGS = 100


def canonical(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no spaces, characters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def content_hash(content: Mapping[str, Any]) -> str:
    """The SHA-256 of a record's content, as hex. ``content`` has HASHED_FIELDS but ``id``, ready for JSON."""
    kept = {name: content[name] for name in HASHED_FIELDS if name != "id"}
    return hashlib.sha256(canonical(kept).encode()).hexdigest()


def leaf(record_id: int, record_hash: str) -> bytes:
    """A record's leaf: its id is part of it, so that two records cannot change places."""
    return hashlib.sha256(b"\x00" + f"{record_id}:{record_hash}".encode()).digest()


def merkle_root(leaves: Sequence[bytes]) -> str:
    """The root over the leaves, in order, as hex. Raises ValueError where there is none."""
    if not leaves:
        raise ValueError("a seal closes at least one record")
    return _root(leaves).hex()


def _root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + _root(leaves[:split]) + _root(leaves[split:])).digest()


def seal_hash(*, number: int, at: str, count: int, first: int, last: int, root: str, previous: str) -> str:
    """The SHA-256 that names a seal and chains it to the one before, as hex. ``at`` is ISO 8601 in UTC."""
    content = {
        "number": number,
        "at": at,
        "count": count,
        "first": first,
        "last": last,
        "root": root,
        "previous": previous,
    }
    return hashlib.sha256(canonical(content).encode()).hexdigest()


@dataclass(frozen=True)
class Finding:
    """One thing that does not hold. ``record`` or ``seal`` say where; both None for the trail as a whole."""

    words: str
    record: int | None = None
    seal: int | None = None

    def __str__(self) -> str:
        if self.record is not None:
            return f"record {self.record}: {self.words}"
        return f"seal {self.seal}: {self.words}" if self.seal is not None else self.words


@dataclass
class Report:
    """What was read and what did not hold; at most MOST_FINDINGS findings are kept, records before seals.

    ``hidden`` counts sealed records of which the file holds no more than a hash; ``scope`` is the cycle that it is a part of.
    """

    records: int = 0
    seals: int = 0
    unsealed: int = 0
    hidden: int = 0
    scope: str = ""
    last_seal: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether every record is as it was sealed."""
        return not self.findings

    @property
    def first(self) -> Finding | None:
        """The first broken record; the first broken seal where no single record can be named."""
        of_records = [finding for finding in self.findings if finding.record is not None]
        return (
            min(of_records, key=lambda finding: finding.record or 0) if of_records else next(iter(self.findings), None)
        )

    def summary(self) -> str:
        """One line for the end of a command."""
        held = "The chain holds" if self.holds else f"The chain is broken in {len(self.findings)} places"
        said = f"{held}: {self.records} records, {self.seals} seals, {self.unsealed} not sealed yet."
        if self.scope:
            said += f" This is a part only: {self.scope}."
        # Whoever wants a record unseen can leave its hash alone, so what is left out is never passed over in silence.
        return said + (f" Records of which only the hash is here: {self.hidden}." if self.hidden else "")


@dataclass
class _Batch:
    """One seal while its records go by: ``own`` are (id, content hash) of records seen, ``others`` of those left out."""

    seal: Mapping[str, Any]
    own: list[tuple[int, str]] = field(default_factory=list)
    others: list[tuple[int, str]] = field(default_factory=list)


class Verifier:
    """Reads the lines of a trail one by one and keeps only one seal's records in memory."""

    def __init__(self, kept: str = "") -> None:
        """``kept`` is the hash of a seal that must be there."""
        self.report = Report()
        self._kept = kept.strip().lower()
        self._batch: _Batch | None = None
        self._previous: Mapping[str, Any] | None = None
        self._short: list[_Batch] = []
        self._over: list[_Batch] = []
        self._loose: list[tuple[int, str]] = []
        self._last_id = 0
        self._head: Mapping[str, Any] | None = None

    def read(self, lines: Iterable[Mapping[str, Any]]) -> Report:
        """Verify everything and say what was found."""
        for line in lines:
            kind = line.get("kind")
            if kind == "record":
                self._record(line)
            elif kind == "seal":
                self._close()
                self._open(line)
            elif kind == "trail":
                self._head = line
                self.report.scope = str(line.get("scope", ""))
            else:
                self._find(Finding(f"a line of the unknown kind {kind!r}"))
        self._close()
        self._check_displaced()
        self._check_counts()
        if self._kept:
            self._find(Finding(f"no seal has the hash {self._kept}: the trail was cut off, or written anew"))
        return self.report

    def _find(self, finding: Finding) -> None:
        if len(self.report.findings) < MOST_FINDINGS:
            self.report.findings.append(finding)

    def _open(self, seal: Mapping[str, Any]) -> None:
        self.report.seals += 1
        self._batch = _Batch(seal, others=[(int(pk), str(digest)) for pk, digest in seal.get("others", [])])
        number, previous = seal["number"], self._previous
        expected = previous["number"] + 1 if previous else 1
        if number != expected:
            self._find(Finding(f"seal {expected} should stand here", seal=number))
        if seal["previous"] != (previous["hash"] if previous else ""):
            self._find(Finding("does not continue the seal before it", seal=number))
        if seal["hash"] != _hash_of(seal):
            self._find(Finding("was changed: its content does not give its hash", seal=number))

    def _record(self, record: Mapping[str, Any]) -> None:
        self.report.records += 1
        pk = record["id"]
        if "unreadable" in record:
            self._find(Finding(f"cannot be read: {record['unreadable']}", record=pk))
            return
        if record["content_hash"] != _content_hash_or_none(record):
            self._find(Finding("was changed: its content does not give its hash", record=pk))
        seal = record["seal"]
        if seal is None:
            self._loose_record(record)
        elif self._batch is None or seal != self._batch.seal["number"]:
            self._find(Finding("names a seal that does not exist", record=pk))
        else:
            self._sealed_record(record, self._batch)

    def _sealed_record(self, record: Mapping[str, Any], batch: _Batch) -> None:
        pk, seal = record["id"], batch.seal
        batch.own.append((pk, record["content_hash"]))
        if not seal["first_record"] <= pk <= seal["last_record"]:
            self._find(Finding(f"is not one of the records that seal {seal['number']} closed", record=pk))
        at = _time(record["at"])
        if at is not None and at > (_time(seal["at"]) or at) + MARGIN:
            self._find(Finding(f"is dated later than seal {seal['number']}, which closed it", record=pk))
        before = _time(self._previous["at"]) if self._previous else None
        if before is not None and _entered(record, at, before):
            self._find(Finding("is back-dated: seals were made after its date and before it was sealed", record=pk))

    def _loose_record(self, record: Mapping[str, Any]) -> None:
        self._close()
        self.report.unsealed += 1
        self._loose.append((record["id"], record["content_hash"]))
        last = _time(self._previous["at"]) if self._previous else None
        if last is not None and _entered(record, _time(record["at"]), last):
            self._find(Finding("stands outside any seal, although seals were made after its date", record=record["id"]))

    def _close(self) -> None:
        batch, self._batch = self._batch, None
        if batch is None:
            return
        seal = batch.seal
        self._previous = seal
        self._kept = "" if seal["hash"] == self._kept else self._kept
        self.report.last_seal = str(seal["hash"])
        self.report.hidden += len(batch.others)
        if not batch.own and not batch.others and self._is_part():
            self.report.hidden += seal["count"] if isinstance(seal["count"], int) else 0
            return  # none of this cycle's records: only its place in the chain is shown
        held, count = len(batch.own) + len(batch.others), seal["count"]
        if held < count:
            self._find(Finding(f"closed {count} records, {held} are left", seal=seal["number"]))
            self._short.append(batch)
        elif held > count:
            self._find(Finding(f"closed {count} records, {held} claim it", seal=seal["number"]))
            self._over.append(batch)
        elif _root_of(batch) != seal["root"]:
            words = f"one of its records ({seal['first_record']} to {seal['last_record']}) was exchanged or renumbered"
            self._find(Finding(words, seal=seal["number"]))

    def _is_part(self) -> bool:
        return bool(self._head and self._head.get("scope"))

    def _check_displaced(self) -> None:
        """Name the record that was taken out of a seal, or pushed into one, where exactly one was."""
        for batch in self._over:
            for extra in batch.own if len(batch.own) + len(batch.others) == batch.seal["count"] + 1 else []:
                if _root_of(batch, without=extra) == batch.seal["root"]:
                    self._find(Finding(f"was pushed into seal {batch.seal['number']}", record=extra[0]))
                    self._loose.append(extra)
        for batch in self._short:
            for stray in self._loose:
                if _root_of(batch, with_=stray) == batch.seal["root"]:
                    self._find(Finding(f"was taken out of seal {batch.seal['number']}", record=stray[0]))

    def _check_counts(self) -> None:
        for name, seen in (("records", self.report.records), ("seals", self.report.seals)):
            said = self._head.get(name, seen) if self._head else seen
            if said != seen:
                self._find(Finding(f"the head says {said} {name}, {seen} are here"))


def _hash_of(seal: Mapping[str, Any]) -> str:
    return seal_hash(
        number=seal["number"],
        at=seal["at"],
        count=seal["count"],
        first=seal["first_record"],
        last=seal["last_record"],
        root=seal["root"],
        previous=seal["previous"],
    )


def _content_hash_or_none(record: Mapping[str, Any]) -> str | None:
    try:
        return content_hash(record)
    except (KeyError, TypeError, ValueError):
        return None


def _root_of(batch: _Batch, with_: tuple[int, str] | None = None, without: tuple[int, str] | None = None) -> str | None:
    leaves = sorted([*batch.own, *batch.others, *([with_] if with_ else [])])
    kept = [leaf(pk, digest) for pk, digest in leaves if (pk, digest) != without]
    return merkle_root(kept) if kept else None


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def _entered(record: Mapping[str, Any], at: datetime | None, seal_made: datetime) -> bool:
    """Whether the record says that it was written before a seal that does not hold it.

    A record of something long past says in its data when it was entered; that date counts then.
    """
    data = record["data"] if isinstance(record["data"], dict) else {}
    written = _time(data["entered_at"]) if "entered_at" in data else at
    return written is not None and written < seal_made - MARGIN


def lines_of(path: str) -> Iterator[dict[str, Any]]:
    """The lines of a file. Raises ValueError naming the line that is no JSON object."""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 — this file stands alone and stays plain
        for number, text in enumerate(file, start=1):
            if not text.strip():
                continue
            try:
                line = json.loads(text)
            except ValueError as error:
                raise ValueError(f"line {number} is no JSON: {error}") from error
            if not isinstance(line, dict):
                raise ValueError(f"line {number} is no JSON object")  # noqa: TRY004 — the caller knows one kind of error
            yield line


def verify_file(path: str, kept: str = "") -> Report:
    """Verify an exported trail, in which a seal of the hash ``kept`` must be, where one is given.

    Raises ValueError or OSError for a file that is none.
    """
    try:
        return Verifier(kept).read(lines_of(path))
    except (KeyError, TypeError) as error:
        raise ValueError(f"a line lacks or misspells {error}") from error


def main(arguments: Sequence[str]) -> int:
    """The command line of this file."""
    if len(arguments) not in {1, 2}:
        print("usage: python3 verify_trail.py trail.jsonl [HASH]")  # noqa: T201 — a command speaks by printing
        return 2
    try:
        report = verify_file(*arguments)
    except (OSError, ValueError) as error:
        print(f"This is no trail that can be read: {error}")  # noqa: T201
        return 2
    if report.first is not None:
        print(f"First broken: {report.first}")  # noqa: T201
    for finding in report.findings:
        print(finding)  # noqa: T201
    print(report.summary())  # noqa: T201
    return 0 if report.holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
