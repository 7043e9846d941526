"""How a tie is broken: by the rulebook's order, and what is left goes to the chair."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from judging.calculations.totals import Totals, Vector

SAME: Final = 1e-9
"""Points (of 100) within which two figures are the same: far above rounding errors, far below any real difference."""

CRITERION: Final = "criterion:"
CHAIR: Final = "chair"


class UnknownTieBreak(ValueError):
    """The rulebook names a tie-break that does not exist or a criterion that has no weight."""


@dataclass(frozen=True)
class Standing:
    """Entries (positions) that stand together, best first in a list of these.

    One entry stands alone, ``decided_by`` the tie-break that parted it from its equals ("" where the score did).
    Several are a tie that the rulebook leaves to the chair.
    """

    members: tuple[int, ...]
    decided_by: str


@dataclass(frozen=True)
class TieBreak:
    """One item of the rulebook's order with its figure by entry; the higher one wins."""

    name: str
    figure: Vector


def tie_breaks(totals: Totals, order: Sequence[str]) -> list[TieBreak]:
    """The figures behind the rulebook's order, up to where it says ``chair``.

    ``criterion:CODE`` is the mean of the entry's values for that criterion, ``raw`` the mean and ``median`` the median
    of judges' totals. Raises UnknownTieBreak, also for an item after ``chair``, so that a slip never goes unseen.
    """
    found = [_tie_break(totals, item) for item in order if item != CHAIR]
    return found[: order.index(CHAIR)] if CHAIR in order else found


def standings(members: Sequence[int], score: Vector, breaks: Sequence[TieBreak]) -> list[Standing]:
    """Entries best first: by score, equal ones by each tie-break in turn."""
    return _ordered(members, [TieBreak("", score), *breaks])


def _ordered(members: Sequence[int], breaks: Sequence[TieBreak]) -> list[Standing]:
    first, *rest = breaks
    found: list[Standing] = []
    for equals in _equal_runs(members, first.figure):
        if len(equals) == 1 or not rest:
            found.append(Standing(equals, first.name if len(equals) == 1 else ""))
        else:
            found.extend(_ordered(equals, rest))
    return found


def _equal_runs(members: Sequence[int], figure: Vector) -> list[tuple[int, ...]]:
    """Members by falling figure, those within SAME of their neighbour together, each run in order of position."""
    falling = sorted(members, key=lambda member: (-figure[member], member))
    runs = [[falling[0]]]
    for above, below in pairwise(falling):
        if figure[above] - figure[below] > SAME:
            runs.append([])
        runs[-1].append(below)
    return [tuple(sorted(run)) for run in runs]


def _tie_break(totals: Totals, item: str) -> TieBreak:
    if item == "raw":
        return TieBreak(item, totals.raw)
    if item == "median":
        by_entry = np.split(totals.value, totals.entry_starts[1:])
        return TieBreak(item, np.array([np.median(own) for own in by_entry if len(own)]))
    code = item.removeprefix(CRITERION)
    if code == item or code not in totals.criteria:
        raise UnknownTieBreak(f"The tie-break {item} is not raw, median, chair, or criterion: with a criterion's code.")
    return TieBreak(item, totals.mean_by_entry(totals.criteria[code]))
