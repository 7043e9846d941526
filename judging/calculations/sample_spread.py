"""How far judges are apart on the same samples: plain figures, no model and no verdict on anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

LEVELS_APART = 2
"""Scores so many levels apart, or more, are worth a talk."""
MOST_LEVELS = 11
"""A scale with more points than this has no level to a point: a level is a tenth of it."""


@dataclass(frozen=True)
class Spread:
    """What judges gave for one criterion of one sample. ``levels`` is how far lowest and highest are apart, in levels."""

    low: float
    high: float
    mean: float
    judges: int
    levels: float

    @property
    def apart(self) -> bool:
        """Whether the panel differs by two levels or more."""
        return self.levels >= LEVELS_APART


@dataclass(frozen=True)
class Agreement:
    """The whole round: of ``asked`` pairs of sample and criterion, how many are ``together`` within one level and how many
    two or more ``apart``; ``widest`` is the pair with the widest spread, in levels (the first of equals).
    """

    asked: int
    together: int
    apart: int
    widest: tuple[str, str] | None
    widest_levels: float


def level_of(low: float, high: float) -> float:
    """How many points of the scale make one level. Raises ValueError for a scale that does not rise."""
    if high <= low:
        msg = f"a scale from {low} to {high} has no levels"
        raise ValueError(msg)
    return 1.0 if high - low < MOST_LEVELS else (high - low) / 10


def spread_of(values: Sequence[float], level: float) -> Spread | None:
    """The spread of one criterion's values; None where nobody has given one."""
    if not values:
        return None
    low, high = min(values), max(values)
    return Spread(low, high, fmean(values), len(values), round((high - low) / level, 9))


def agreement(spreads: Mapping[tuple[str, str], Spread]) -> Agreement:
    """What to say of all spreads together, by (sample, criterion); fewer than two judges agree on nothing."""
    compared = {pair: spread for pair, spread in spreads.items() if spread.judges > 1}
    widest = max(compared, key=lambda pair: compared[pair].levels, default=None)
    return Agreement(
        asked=len(compared),
        together=sum(spread.levels <= 1 for spread in compared.values()),
        apart=sum(spread.apart for spread in compared.values()),
        widest=widest,
        widest_levels=compared[widest].levels if widest else 0.0,
    )


def leaning(
    own: Mapping[tuple[str, str], float], spreads: Mapping[tuple[str, str], Spread], level: float
) -> float | None:
    """By how many levels one judge gave more than the others' mean (less: negative), over all that they scored with others;
    None where nobody else has scored.
    """
    differences = []
    for pair, value in own.items():
        spread = spreads.get(pair)
        if spread is not None and spread.judges > 1:
            others = (spread.mean * spread.judges - value) / (spread.judges - 1)
            differences.append((value - others) / level)
    return fmean(differences) if differences else None
