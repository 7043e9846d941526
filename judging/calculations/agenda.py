"""What a panel has to talk about: who is level, who is too close to call, on whom its judges disagree, what a judge asked for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SPLIT_FROM: Final = 25.0
"""Judges are split from so many points of 100 between the highest and the lowest of an entry's totals."""

IN_REACH: Final = 0.05
"""An entry is in reach of the first place from this probability on; what is out of reach is not worth a meeting."""


class Matter(StrEnum):
    """Why an entry is on the agenda, the weightiest first."""

    TIED = "tied"
    TOO_CLOSE = "too-close"
    SPLIT = "split"
    FLAGGED = "flagged"


@dataclass(frozen=True)
class Standing:
    """What a result says of one entry: ``rank`` None where it has none, ``p_first`` None where that cannot be told."""

    entry: str
    rank: int | None
    p_first: float | None
    tied: bool
    too_close: bool


@dataclass(frozen=True)
class Item:
    """One point of the agenda. ``spread`` is what lies between its judges' highest and lowest total, in points of 100."""

    entry: str
    rank: int | None
    matters: tuple[Matter, ...]
    spread: float


def agenda(
    standings: Iterable[Standing], totals: Mapping[str, Sequence[float]], *, places: int, flagged: Collection[str]
) -> list[Item]:
    """The points of one category's meeting, by rank; the same result gives the same agenda, in whatever order it comes.

    ``places`` are those to be given. Ties count where they touch a place, disagreement where the entry is in reach of one.
    """
    items = [_item(standing, totals.get(standing.entry, ()), places, flagged) for standing in standings]
    asked = [item for item in items if item.matters]
    return sorted(asked, key=lambda item: (item.rank is None, item.rank or 0, item.entry))


def _item(standing: Standing, totals: Sequence[float], places: int, flagged: Collection[str]) -> Item:
    spread = max(totals) - min(totals) if len(totals) > 1 else 0.0
    placed = standing.rank is not None and standing.rank <= places
    reachable = placed or (standing.p_first or 0.0) >= IN_REACH
    says = {
        Matter.TIED: standing.tied and placed,
        Matter.TOO_CLOSE: standing.too_close,
        Matter.SPLIT: reachable and spread >= SPLIT_FROM,
        Matter.FLAGGED: standing.entry in flagged,
    }
    return Item(standing.entry, standing.rank, tuple(matter for matter, holds in says.items() if holds), spread)
