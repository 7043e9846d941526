"""Judges' totals: each complete sheet as one number from 0 to 100, in arrays that the methods work on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from judging.calculations.sheets import ScoreTable

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Totals:
    """The complete sheets of a category, sorted by entry and then judge, so that the order of input never shows.

    ``entries`` and ``judges`` are sorted and hold only those with at least one complete sheet. ``entry``, ``judge`` and
    ``value`` are as long as there are sheets: positions in ``entries`` and ``judges``, and the total (0–100).
    ``criteria`` has each criterion's values as given. ``incomplete`` names sheets left out, as (judge, entry).
    """

    entries: tuple[str, ...]
    judges: tuple[str, ...]
    entry: Indices
    judge: Indices
    value: Vector
    criteria: Mapping[str, Vector]
    unscored: tuple[str, ...]
    incomplete: tuple[tuple[str, str], ...]

    @cached_property
    def per_entry(self) -> Vector:
        """Number of sheets by entry (floats, as divisors)."""
        return np.bincount(self.entry, minlength=len(self.entries)).astype(np.float64)

    @cached_property
    def per_judge(self) -> Vector:
        """Number of sheets by judge."""
        return np.bincount(self.judge, minlength=len(self.judges)).astype(np.float64)

    @cached_property
    def judge_order(self) -> Indices:
        """The sheets' positions when sorted by judge and then entry."""
        return np.argsort(self.judge, kind="stable")

    @cached_property
    def entry_starts(self) -> Indices:
        """Where each entry's sheets begin."""
        return _starts(self.per_entry)

    @cached_property
    def judge_starts(self) -> Indices:
        """Where each judge's sheets begin in ``judge_order``."""
        return _starts(self.per_judge)

    @cached_property
    def raw(self) -> Vector:
        """Mean of judges' totals by entry."""
        return self.mean_by_entry(self.value)

    def mean_by_entry(self, values: Matrix) -> Matrix:
        """Means over each entry's sheets along the last axis: (…, sheets) to (…, entries)."""
        sums: Matrix = np.add.reduceat(values, self.entry_starts, axis=-1)
        return sums / self.per_entry

    def mean_by_judge(self, values: Matrix) -> Matrix:
        """Means over each judge's sheets along the last axis: (…, sheets) to (…, judges)."""
        sums: Matrix = np.add.reduceat(values[..., self.judge_order], self.judge_starts, axis=-1)
        return sums / self.per_judge


def totals_of(table: ScoreTable) -> Totals:
    """The weighted mean of each complete sheet's criteria, rescaled so that the scale's ends are 0 and 100.

    A sheet that lacks a weighted criterion has no total: filling the gap would invent a score.
    """
    codes = sorted(code for code, weight in table.weights.items() if weight > 0)
    sheets = sorted(table.sheets, key=lambda sheet: (sheet.entry, sheet.judge))
    complete = [sheet for sheet in sheets if all(code in sheet.values for code in codes)]
    entries = sorted({sheet.entry for sheet in complete})
    judges = sorted({sheet.judge for sheet in complete})
    at_entry = {entry: position for position, entry in enumerate(entries)}
    at_judge = {judge: position for position, judge in enumerate(judges)}
    values = np.array([[sheet.values[code] for code in codes] for sheet in complete], dtype=np.float64)
    values = values.reshape(len(complete), len(codes))
    return Totals(
        entries=tuple(entries),
        judges=tuple(judges),
        entry=np.array([at_entry[sheet.entry] for sheet in complete], dtype=np.intp),
        judge=np.array([at_judge[sheet.judge] for sheet in complete], dtype=np.intp),
        value=_rescaled(values, [float(table.weights[code]) for code in codes], table.scale),
        criteria={code: values[:, column] for column, code in enumerate(codes)},
        unscored=tuple(sorted(set(table.entries) - set(entries))),
        incomplete=tuple(
            (sheet.judge, sheet.entry) for sheet in sheets if not all(code in sheet.values for code in codes)
        ),
    )


def _rescaled(values: Matrix, weights: list[float], scale: tuple[float, float]) -> Vector:
    low, high = float(scale[0]), float(scale[1])
    shares = np.array(weights) / sum(weights)
    totals: Vector = (values - low) @ shares * (100.0 / (high - low))
    return totals


def _starts(counts: Vector) -> Indices:
    ends = np.cumsum(counts).astype(np.intp)
    return ends - counts.astype(np.intp)
