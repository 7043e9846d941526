"""Which two a judge is asked about next, so that few comparisons connect all entries and each is seen as often."""

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations
from typing import Final

from judging.calculations.blocks import Forest

LOOKED_AT: Final = 40
"""So many of the least compared entries are paired with one another; enough for any choice, few enough to be quick."""

SEEN_BY_EACH: Final = 4
"""How often a judge meets each entry, where there are that many others."""

Pair = tuple[str, str]


def next_pair(entries: Collection[str], done: Sequence[Pair], own: Collection[Pair], seed: str) -> Pair | None:
    """The two to be compared next by one judge; None once this judge has met each often enough.

    ``entries`` are those that this judge may compare, ``done`` the pairs of all judges so far, ``own`` this judge's. First
    comes what joins entries that no comparison connects yet, then entries compared least, then the pair compared least;
    what is left equal is settled by ``seed``, and so is which of the two stands first.
    """
    if len(own) >= wanted(len(entries)):
        return None
    counts, pairs = Counter(entry for pair in done for entry in pair), Counter(map(_sorted, done))
    mine = Counter(entry for pair in own for entry in pair)
    met = set(map(_sorted, own))
    root = _roots(entries, done)
    least = sorted(entries, key=lambda entry: (mine[entry], counts[entry], _shuffled(seed, entry)))[:LOOKED_AT]
    found = [pair for pair in map(_sorted, combinations(least, 2)) if pair not in met]
    if not found:
        return None
    one, other = min(
        found,
        key=lambda pair: (
            root[pair[0]] == root[pair[1]],
            mine[pair[0]] + mine[pair[1]],
            counts[pair[0]] + counts[pair[1]],
            pairs[pair],
            _shuffled(seed, *pair),
        ),
    )
    return (one, other) if int(_shuffled(seed, "first", one, other), 16) % 2 else (other, one)


def wanted(entries: int) -> int:
    """How many pairs a judge of so many entries is asked about."""
    return min(entries * (entries - 1) // 2, entries * SEEN_BY_EACH // 2)


def parts(entries: Collection[str], done: Sequence[Pair]) -> int:
    """Into how many groups the entries fall that no comparison connects."""
    return len(set(_roots(entries, done).values()))


def _roots(entries: Collection[str], done: Sequence[Pair]) -> dict[str, int]:
    at = {entry: number for number, entry in enumerate(sorted({*entries, *(one for pair in done for one in pair)}))}
    forest = Forest(len(at))
    for one, other in done:
        forest.join(at[one], at[other])
    return {entry: forest.root(at[entry]) for entry in entries}


def _sorted(pair: Pair) -> Pair:
    return (min(pair), max(pair))


def _shuffled(*words: str) -> str:
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()
