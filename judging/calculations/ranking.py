"""Ranks within each group of entries that may be compared."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from judging.calculations.ties import TieBreak, standings
from judging.calculations.totals import Indices, Vector


@dataclass(frozen=True)
class Ranking:
    """By entry: ``rank`` from 1 (0 where it has no score) and the tie-break that decided it.

    ``tied`` are the groups left to the chair: they share a rank, and the next rank counts them all (1, 1, 3).
    """

    rank: Indices
    decided_by: tuple[str, ...]
    tied: tuple[tuple[int, ...], ...]


def ranked(score: Vector, groups: Indices, breaks: Sequence[TieBreak]) -> Ranking:
    """Rank entries within each group by falling score, ties broken in order; entries without a score stay out."""
    rank = np.zeros(len(score), dtype=np.intp)
    decided_by = [""] * len(score)
    tied: list[tuple[int, ...]] = []
    by_group: dict[int, list[int]] = {}
    for position in np.flatnonzero(~np.isnan(score)).tolist():
        by_group.setdefault(int(groups[position]), []).append(position)
    for _, members in sorted(by_group.items()):
        place = 1
        for standing in standings(members, score, breaks):
            for member in standing.members:
                rank[member], decided_by[member] = place, standing.decided_by
            if len(standing.members) > 1:
                tied.append(standing.members)
            place += len(standing.members)
    return Ranking(rank, tuple(decided_by), tuple(tied))
