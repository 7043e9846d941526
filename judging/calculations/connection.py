"""Joining a judge–entry graph that fell apart, by swaps that change nobody's load."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from judging.calculations.blocks import Forest
from judging.calculations.totals import Flags

Edge = tuple[int, int]
"""An entry's and a judge's position."""

Swap = tuple[Edge, Edge]
"""Two edges that exchange their judges."""


def parts(edges: Sequence[Edge]) -> int:
    """How many connected parts the entries and judges of these edges form."""
    entries = 1 + max((entry for entry, _ in edges), default=-1)
    forest = _unjoined(entries, edges)
    nodes = {node for entry, judge in edges for node in (entry, entries + judge)}
    return len(nodes) - sum(forest.join(entry, entries + judge) for entry, judge in edges)


def joined(held: Sequence[Edge], chosen: Sequence[Edge], allowed: Flags, existing: Flags) -> list[Edge]:
    """The chosen edges, some swapped so that with the held ones they form one part, as far as such swaps can do that.

    An edge that closes a cycle can leave its part without splitting it. Where it exchanges judges with any edge of
    another part, both ends of that one end up hanging on the first part: two parts are one. New edges are swapped
    rather than existing ones, held ones never.
    """

    def new_last(edge: Edge) -> tuple[bool, Edge]:
        is_new = edge[1] >= existing.shape[1] or not existing[edge]
        return is_new, edge

    found = sorted(chosen, key=new_last)
    while swaps := _swaps(held, found, allowed):
        gone = {edge for swap in swaps for edge in swap}
        crossed = [edge for (e, j), (f, k) in swaps for edge in ((e, k), (f, j))]
        found = sorted([*(edge for edge in found if edge not in gone), *crossed], key=new_last)
    return found


def _swaps(held: Sequence[Edge], chosen: Sequence[Edge], allowed: Flags) -> list[Swap]:
    """One pass: for each other part a swap, if any, with the part that has most edges to spare.

    Edges to spare close cycles of one spanning forest, so that taking several of them splits nothing either.
    """
    entries = allowed.shape[0]
    forest = _unjoined(entries, [*held, *chosen])
    for entry, judge in held:
        forest.join(entry, entries + judge)
    closing = [edge for edge in chosen if not forest.join(edge[0], entries + edge[1])]
    spare, movable = _by_part(forest, closing), _by_part(forest, chosen)
    if not spare:
        return []
    main = max(sorted(spare), key=lambda part: len(spare[part]))
    available = np.array(spare[main][::-1])
    swaps: list[Swap] = []
    for part in sorted(set(movable) - {main}):
        swap = _first_swap(available, movable[part][::-1], allowed)
        if swap is not None:
            swaps.append(swap)
            available = available[(available != swap[0]).any(axis=1)]
    return swaps


def _first_swap(available: NDArray[np.intp], edges: list[Edge], allowed: Flags) -> Swap | None:
    """The first of the edges, with the first available one, whose judges may be exchanged."""
    for entry, judge in edges:
        fits = np.flatnonzero(allowed[available[:, 0], judge] & allowed[entry, available[:, 1]])
        if len(fits):
            spare_entry, spare_judge = available[fits[0]].tolist()
            return (spare_entry, spare_judge), (entry, judge)
    return None


def _by_part(forest: Forest, edges: Sequence[Edge]) -> dict[int, list[Edge]]:
    found: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        found[forest.root(edge[0])].append(edge)
    return found


def _unjoined(entries: int, edges: Sequence[Edge]) -> Forest:
    return Forest(entries + 1 + max((judge for _, judge in edges), default=-1))
