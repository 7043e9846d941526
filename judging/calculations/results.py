"""From a category's score sheets to everything that a result shows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from judging.calculations.blocks import Blocks, blocks_of
from judging.calculations.certainty import Certainty, certainty_of
from judging.calculations.methods import COMPARES_WITHIN_BLOCKS, METHODS
from judging.calculations.methods.calibrated import calibrate
from judging.calculations.methods.scored import Scored
from judging.calculations.ranking import Ranking, ranked
from judging.calculations.reasons import Notes, Reason
from judging.calculations.reliability import Reliability, reliability
from judging.calculations.severity import JudgeFigures, judge_figures
from judging.calculations.sheets import ScoreTable
from judging.calculations.ties import tie_breaks
from judging.calculations.totals import Totals, totals_of


class UnknownMethod(ValueError):
    """The rulebook names a ranking method that does not exist."""


@dataclass(frozen=True)
class EntryFigures:
    """One entry's result; points are 0–100, a figure that cannot be computed is None with its reason in the notes.

    ``score`` is on the same scale but may pass its ends, where a method adds what severe judges withheld.
    ``raw`` is the mean of judges' totals whatever the method. ``rank`` counts from 1 among the entries that may be
    compared: those of the block for the calibrated method, else all. ``block`` counts from 1, largest first.
    ``too_close`` marks an entry that may well be first where none clearly is (None where that cannot be told);
    ``tied`` one whose rank is left to the chair; ``decided_by`` the tie-break that parted it from its equals, or "".
    """

    entry: str
    judges: int
    raw: float | None
    score: float | None
    standard_error: float | None
    rank: int | None
    p_first: float | None
    block: int | None
    too_close: bool | None
    tied: bool
    decided_by: str


@dataclass(frozen=True)
class ResultFigures:
    """A frozen computation: with ``digest`` of the inputs, method, tie-break, seed and draws it can be repeated.

    ``entries`` are sorted by their id, ``tied`` are the groups left to the chair. ``blocks`` above 1 means that not
    all entries can be compared; ``sheets_to_join`` more sheets would change that.
    """

    method: str
    tie_break: tuple[str, ...]
    seed: int
    draws: int
    digest: str
    entries: tuple[EntryFigures, ...]
    judges: tuple[JudgeFigures, ...]
    reliability: Reliability
    blocks: int
    sheets_to_join: int
    tied: tuple[tuple[str, ...], ...]
    notes: Notes


def compute(table: ScoreTable, method: str, tie_break: Sequence[str], seed: int, draws: int) -> ResultFigures:
    """Compute a category's result. The same inputs give the identical result, in whatever order they come.

    ``draws`` below 2 leaves out the simulation. Raises UnknownMethod and ties.UnknownTieBreak.
    """
    if method not in METHODS:
        raise UnknownMethod(f"The ranking method {method} is not one of {', '.join(sorted(METHODS))}.")
    totals = totals_of(table)
    blocks = blocks_of(totals)
    calibration = calibrate(totals, blocks)
    scored = METHODS[method](totals, calibration)
    groups = blocks.entry if method in COMPARES_WITHIN_BLOCKS else np.zeros_like(blocks.entry)
    ranking = ranked(scored.score, groups, tie_breaks(totals, tie_break))
    certainty = certainty_of(totals, scored, groups, ranking, seed=seed, draws=draws)
    judges, judge_notes = judge_figures(totals, blocks, calibration)
    agreement, agreement_notes = reliability(totals)
    notes = _input_notes(totals, blocks, method) | scored.notes | certainty.notes | judge_notes | agreement_notes
    return ResultFigures(
        method=method,
        tie_break=tuple(tie_break),
        seed=seed,
        draws=draws,
        digest=table.digest(),
        entries=_entry_figures(totals, blocks, scored, ranking, certainty),
        judges=judges,
        reliability=agreement,
        blocks=blocks.count,
        sheets_to_join=blocks.sheets_to_join,
        tied=tuple(tuple(totals.entries[position] for position in group) for group in ranking.tied),
        notes=dict(sorted(notes.items())),
    )


def _entry_figures(
    totals: Totals, blocks: Blocks, scored: Scored, ranking: Ranking, certainty: Certainty
) -> tuple[EntryFigures, ...]:
    tied = {position for group in ranking.tied for position in group}
    scored_entries = [
        EntryFigures(
            entry=entry,
            judges=int(totals.per_entry[position]),
            raw=float(totals.raw[position]),
            score=_or_none(scored.score[position]),
            standard_error=_or_none(certainty.standard_error[position]),
            rank=int(ranking.rank[position]) or None,
            p_first=_or_none(certainty.p_first[position]),
            block=int(blocks.entry[position]) + 1,
            too_close=certainty.too_close[position],
            tied=position in tied,
            decided_by=ranking.decided_by[position],
        )
        for position, entry in enumerate(totals.entries)
    ]
    unscored = [
        EntryFigures(entry, 0, None, None, None, None, None, None, None, tied=False, decided_by="")
        for entry in totals.unscored
    ]
    return tuple(sorted([*scored_entries, *unscored], key=lambda figures: figures.entry))


def _or_none(figure: float) -> float | None:
    return None if np.isnan(figure) else float(figure)


def _input_notes(totals: Totals, blocks: Blocks, method: str) -> Notes:
    notes: Notes = {f"score:{entry}": Reason.NO_SHEET for entry in totals.unscored}
    notes |= {f"sheet:{judge}:{entry}": Reason.INCOMPLETE_SHEET for judge, entry in totals.incomplete}
    if blocks.count > 1:
        apart = method in COMPARES_WITHIN_BLOCKS
        notes["blocks"] = Reason.UNCONNECTED if apart else Reason.UNCONNECTED_COMPARED
    return notes
