"""What goes into a computation: the score sheets of one category, with the rulebook's weights and scale."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


class UnusableScores(ValueError):
    """The scores contradict the rulebook or themselves; the message names the judge, entry or criterion."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One judge's submitted scores for one entry, by criterion code."""

    judge: str
    entry: str
    values: Mapping[str, float]


@dataclass(frozen=True)
class ScoreTable:
    """All that was scored in one category of one cycle.

    ``entries`` are all entries of the category, so that one without a sheet is reported rather than forgotten.
    ``weights`` by criterion code need not sum to 100; ``scale`` is the lowest and highest value of a criterion.
    The order of entries and sheets never matters.
    """

    entries: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    weights: Mapping[str, Decimal | float]
    scale: tuple[float, float]

    def __post_init__(self) -> None:
        """Refuse, with UnusableScores, what would make a result wrong."""
        _check_rulebook(self)
        known = set(self.entries)
        if len(known) != len(self.entries):
            raise UnusableScores("An entry is listed twice.")
        seen: set[tuple[str, str]] = set()
        for sheet in self.sheets:
            if sheet.entry not in known:
                raise UnusableScores(f"Judge {sheet.judge} scored {sheet.entry}, which is not an entry here.")
            if (sheet.judge, sheet.entry) in seen:
                raise UnusableScores(f"Judge {sheet.judge} has two sheets for entry {sheet.entry}.")
            seen.add((sheet.judge, sheet.entry))
            _check_values(self, sheet)

    def digest(self) -> str:
        """SHA-256 over canonical JSON of the inputs: the same for the same scores in whatever order or number type.

        The JSON is ``{"entries", "scale", "sheets": [[entry, judge, {criterion: value}]], "weights"}`` with sorted
        lists and keys, numbers as doubles, no spaces, UTF-8: whoever has the exported scores can repeat it.
        """
        content = {
            "entries": sorted(self.entries),
            "scale": [float(bound) for bound in self.scale],
            "sheets": sorted(
                ([sheet.entry, sheet.judge, _as_doubles(sheet.values)] for sheet in self.sheets),
                key=lambda row: (row[0], row[1]),
            ),
            "weights": _as_doubles(self.weights),
        }
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()


def _as_doubles(numbers: Mapping[str, Decimal | float]) -> dict[str, float]:
    return {code: float(number) + 0.0 for code, number in numbers.items()}


def _check_rulebook(table: ScoreTable) -> None:
    low, high = table.scale
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise UnusableScores(f"The scale {low} to {high} has no room for a score.")
    for code, weight in table.weights.items():
        if not math.isfinite(weight) or weight < 0:
            raise UnusableScores(f"The weight {weight} of criterion {code} is not a number from 0.")
    if not any(table.weights.values()):
        raise UnusableScores("No criterion has a weight.")


def _check_values(table: ScoreTable, sheet: Sheet) -> None:
    low, high = table.scale
    for code, value in sheet.values.items():
        if code not in table.weights:
            raise UnusableScores(f"Judge {sheet.judge} scored {sheet.entry} for {code}, which is not a criterion here.")
        if not low <= value <= high:  # NaN fails this as well
            raise UnusableScores(
                f"Judge {sheet.judge} gave {sheet.entry} {value} for {code}; the scale is {low} to {high}."
            )
