"""What every count of a round gives, and a digest of what went into it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

SAME: Final = 1e-9
"""Figures this near are the same: far above rounding errors, far below one vote."""


@dataclass(frozen=True)
class Tallied:
    """One entry after a count. ``score`` is None where nobody's vote says anything of it, and so is ``rank``.

    ``detail`` has what the count knows besides: votes by answer, points, an interval.
    """

    entry: str
    score: float | None
    rank: int | None
    detail: Mapping[str, Any] = field(default_factory=dict)


def ranked(scores: Mapping[str, float | None]) -> dict[str, int | None]:
    """Ranks from 1 by falling score; equal ones share the better rank and the next counts them all (1, 1, 3)."""
    known = sorted((score, entry) for entry, score in scores.items() if score is not None)[::-1]
    ranks: dict[str, int | None] = dict.fromkeys(scores)
    for number, (_score, entry) in enumerate(known, start=1):
        ranks[entry] = number
    for (above, one), (below, other) in pairwise(known):
        if above - below <= SAME:
            ranks[other] = ranks[one]
    return ranks


def in_order(rows: Sequence[Tallied]) -> list[Tallied]:
    """Best first, those without a rank last, equal ones by name."""
    return sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.entry))


def digest_of(content: Any) -> str:
    """SHA-256 over canonical JSON: keys sorted, no spaces, UTF-8. The caller sorts what has no order of its own."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
