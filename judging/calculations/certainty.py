"""How sure each score and the first place are, and which entries are too close to call."""

from dataclasses import dataclass

import numpy as np

from judging.calculations.bootstrap import simulated, too_close
from judging.calculations.methods.scored import Scored
from judging.calculations.ranking import Ranking
from judging.calculations.reasons import Notes, Reason
from judging.calculations.totals import Flags, Indices, Totals, Vector


@dataclass(frozen=True)
class Certainty:
    """By entry; NaN or None where a figure cannot be told, with the reason in ``notes``."""

    standard_error: Vector
    p_first: Vector
    too_close: tuple[bool | None, ...]
    notes: Notes


def certainty_of(
    totals: Totals, scored: Scored, groups: Indices, ranking: Ranking, *, seed: int, draws: int
) -> Certainty:
    """Simulate the method's scores ``draws`` times, where judges' spread is known and at least two draws are asked for.

    Entries that tie for first are too close to call whatever the simulation says.
    """
    unknown = np.full(len(totals.entries), np.nan)
    tied = _tied_for_first(ranking)
    if scored.draw is None or draws < 2:
        reason = Reason.NO_SPREAD if scored.draw is None else Reason.NO_DRAWS
        error = unknown if scored.standard_error is None else scored.standard_error
        missing = ["p_first", "too_close", *(["standard_error"] if np.isnan(error).all() else [])]
        return Certainty(
            error,
            unknown,
            tuple(position in tied or None for position in range(len(unknown))),
            dict.fromkeys(missing, reason),
        )
    simulation = simulated(scored.draw, groups, seed=seed, draws=draws, sheets=len(totals.value))
    error = simulation.standard_error if scored.standard_error is None else scored.standard_error
    none = np.isnan(scored.score)
    alone = _alone(groups)
    p_first = np.where(alone | none, np.nan, simulation.p_first)
    return Certainty(
        standard_error=np.where(none, np.nan, error),
        p_first=p_first,
        too_close=tuple(bool(mark) or position in tied for position, mark in enumerate(too_close(p_first, groups))),
        notes={f"p_first:{totals.entries[position]}": Reason.ALONE_IN_BLOCK for position in np.flatnonzero(alone)},
    )


def _tied_for_first(ranking: Ranking) -> set[int]:
    return {position for group in ranking.tied for position in group if ranking.rank[position] == 1}


def _alone(groups: Indices) -> Flags:
    """Entries that nothing else may be compared with, though there are others."""
    sizes = np.bincount(groups)
    alone: Flags = (sizes[groups] == 1) & (len(sizes) > 1)
    return alone
