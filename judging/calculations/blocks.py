"""Which entries can be compared at all: connected blocks of the graph whose edges are the sheets."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from judging.calculations.totals import Indices, Totals


class Forest:
    """Union-find over ``size`` nodes (Tarjan 1975, with path halving)."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def root(self, node: int) -> int:
        parent = self.parent
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def join(self, one: int, other: int) -> bool:
        """Join two trees; False where they were one already, so that the edge closes a cycle."""
        one, other = self.root(one), self.root(other)
        self.parent[max(one, other)] = min(one, other)
        return one != other


@dataclass(frozen=True)
class Blocks:
    """Block numbers from 0 by entry and by judge, the block with most entries first."""

    entry: Indices
    judge: Indices
    count: int

    @property
    def sheets_to_join(self) -> int:
        """How many more sheets would join all blocks: each new sheet joins at most two."""
        return max(self.count - 1, 0)


def blocks_of(totals: Totals) -> Blocks:
    """The connected blocks of the judge–entry graph of these sheets."""
    size = len(totals.entries)
    forest = Forest(size + len(totals.judges))
    for entry, judge in zip(totals.entry.tolist(), totals.judge.tolist(), strict=True):
        forest.join(entry, size + judge)
    entry_roots = [forest.root(node) for node in range(size)]
    judge_roots = [forest.root(size + node) for node in range(len(totals.judges))]
    number = _numbered(entry_roots)
    return Blocks(
        entry=np.array([number[root] for root in entry_roots], dtype=np.intp),
        judge=np.array([number[root] for root in judge_roots], dtype=np.intp),
        count=len(number),
    )


def _numbered(roots: Iterable[int]) -> dict[int, int]:
    """Roots by falling size of their block, then by first entry (a root is the smallest node of its block)."""
    sizes = Counter(roots)
    return {root: number for number, root in enumerate(sorted(sizes, key=lambda root: (-sizes[root], root)))}
