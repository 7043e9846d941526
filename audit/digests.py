"""How a record and a seal are hashed. Pure, and repeated nowhere: sealing, verification and export all come here.

The Merkle tree is that of RFC 6962 (section 2.1): leaves and nodes are hashed with different prefixes, so that a node
can never pass for a leaf, and the split is at the largest power of two below the number of leaves.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
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


def canonical(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no spaces, characters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def content_hash(content: Mapping[str, Any]) -> str:
    """The SHA-256 of a record's content, as hex. ``content`` has HASHED_FIELDS but ``id``, ready for JSON."""
    kept = {name: content[name] for name in HASHED_FIELDS if name != "id"}
    return hashlib.sha256(canonical(kept).encode()).hexdigest()


def text_digest(text: str) -> str:
    """The SHA-256 of a text that a record may not hold itself, as hex."""
    return hashlib.sha256(text.encode()).hexdigest()


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
