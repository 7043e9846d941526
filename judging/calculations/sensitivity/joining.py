"""The fewest sheets that would make all entries comparable."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from judging.calculations.blocks import Blocks
from judging.calculations.totals import Totals


@dataclass(frozen=True)
class Joining:
    """A sheet that, if this judge gave it, would join another block of entries to the largest. Blocks count from 1."""

    block: int
    judge: str
    entry: str


def joining_sheets(totals: Totals, blocks: Blocks, barred: AbstractSet[tuple[str, str]]) -> tuple[Joining, ...]:
    """One sheet for each block beyond the largest, by who has least to do; ``barred`` are (judge, entry) in conflict.

    A block that conflicts keep from being joined by any one sheet is left out.
    """
    found = (_cheapest(totals, blocks, barred, block) for block in range(1, blocks.count))
    return tuple(joining for joining in found if joining is not None)


def _cheapest(totals: Totals, blocks: Blocks, barred: AbstractSet[tuple[str, str]], block: int) -> Joining | None:
    candidates = [
        (totals.per_judge[judge], totals.per_entry[entry], totals.judges[judge], totals.entries[entry])
        for home, away in ((0, block), (block, 0))
        for judge in (blocks.judge == home).nonzero()[0].tolist()
        for entry in (blocks.entry == away).nonzero()[0].tolist()
        if (totals.judges[judge], totals.entries[entry]) not in barred
    ]
    if not candidates:
        return None
    *_loads, judge, entry = min(candidates)
    return Joining(block + 1, judge, entry)
