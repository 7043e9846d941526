"""Which of two, counted by the model of Bradley and Terry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from judging.calculations.blocks import Forest
from judging.calculations.rounds.tallied import Tallied, in_order, ranked

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

NORMAL_95: Final = 1.959964
STEPS: Final = 100
CLOSE_ENOUGH: Final = 1e-12
WEAK: Final = 0.5
"""Half a game won and half a game lost against an average entry, added to each where nobody's losses hold the strengths."""

Choice = tuple[str, str, str | None]
"""Two entries and the one that was chosen; None where they were called level."""


class UnknownEntry(ValueError):
    """A choice names an entry that is not compared here, or one that is neither of the two."""


@dataclass(frozen=True)
class Fit:
    """Strengths on the log scale, centred on 0 in each block of entries that comparisons connect, with their errors.

    ``steadied`` says that some always won or always lost, so that a weak prior holds them.
    """

    strength: Vector
    standard_error: Vector
    block: NDArray[np.intp]
    steadied: bool


def paired(choices: Iterable[Choice], entries: Sequence[str]) -> list[Tallied]:
    """Rank by strength. The score is how often of 100 an entry would be chosen over an average one of its block.

    ``detail`` has the 95% interval (``low``, ``high``), the number of comparisons and the block; entries of different
    blocks were never compared, even through others, and an entry in no comparison has neither score nor rank.
    """
    names = sorted(entries)
    wins = wins_of(choices, names)
    games = wins + wins.T
    seen = games.sum(axis=1)
    found = fit(wins)
    low, high = found.strength - NORMAL_95 * found.standard_error, found.strength + NORMAL_95 * found.standard_error
    scores = {name: float(_chance(found.strength[at])) if seen[at] else None for at, name in enumerate(names)}
    ranks = ranked(scores)
    return in_order(
        [
            Tallied(
                name,
                scores[name],
                ranks[name],
                {
                    "low": float(_chance(low[at])),
                    "high": float(_chance(high[at])),
                    "comparisons": int(seen[at]),
                    "block": int(found.block[at]),
                    "steadied": found.steadied,
                }
                if seen[at]
                else {"comparisons": 0},
            )
            for at, name in enumerate(names)
        ]
    )


def wins_of(choices: Iterable[Choice], names: Sequence[str]) -> Matrix:
    """How often the row was chosen over the column; a level pair is half a win for each. Raises UnknownEntry."""
    at = {name: number for number, name in enumerate(names)}
    wins = np.zeros((len(names), len(names)))
    for one, other, chosen in choices:
        if one not in at or other not in at or chosen not in (one, other, None) or one == other:
            raise UnknownEntry(f"{chosen} of {one} and {other} is not a choice here.")
        wins[at[one], at[other]] += 0.5 if chosen is None else float(chosen == one)
        wins[at[other], at[one]] += 0.5 if chosen is None else float(chosen == other)
    return wins


def fit(wins: Matrix) -> Fit:
    """The strengths of greatest likelihood (Bradley & Terry 1952, Biometrika 39, 324–345), by Newton's method.

    They exist where, however one parts the entries in two, some of each side was chosen over some of the other (Ford
    1957, American Mathematical Monthly 64(8), 28–33); otherwise each entry is given ``WEAK`` games against an average one.
    Errors come from the inverse of the information, its rows summing to zero.
    """
    size = len(wins)
    games = wins + wins.T
    block = _blocks(games)
    steadied = not all(_held(wins[np.ix_(block == number, block == number)]) for number in np.unique(block))
    prior = WEAK if steadied else 0.0
    together = (block[:, None] == block[None, :]).astype(np.float64)
    centring = together / together.sum(axis=1)
    # Without a prior only differences are determined: this fixes each block's mean, and is taken out of the errors again.
    fixed = np.zeros((size, size)) if steadied else centring
    strength = np.zeros(size)
    for _step in range(STEPS):
        step = np.linalg.solve(_information(games, strength, prior) + fixed, _slope(wins, games, strength, prior))
        strength = strength + np.clip(step, -2.0, 2.0)
        if np.abs(step).max(initial=0.0) < CLOSE_ENOUGH:
            break
    strength = strength - centring @ strength
    covariance = np.linalg.inv(_information(games, strength, prior) + fixed) - fixed
    return Fit(strength, np.sqrt(np.maximum(np.diag(covariance), 0.0)), block, steadied)


def _chance(strength: float) -> float:
    return float(100.0 / (1.0 + np.exp(-strength)))


def _expected(strength: Vector) -> Matrix:
    expected: Matrix = 1.0 / (1.0 + np.exp(strength[None, :] - strength[:, None]))
    return expected


def _slope(wins: Matrix, games: Matrix, strength: Vector, prior: float) -> Vector:
    alone = 1.0 / (1.0 + np.exp(-strength))
    slope: Vector = (wins - games * _expected(strength)).sum(axis=1) + prior * (1.0 - 2.0 * alone)
    return slope


def _information(games: Matrix, strength: Vector, prior: float) -> Matrix:
    expected = _expected(strength)
    weights = games * expected * (1.0 - expected)
    alone = 1.0 / (1.0 + np.exp(-strength))
    return np.diag(weights.sum(axis=1) + 2.0 * prior * alone * (1.0 - alone)) - weights


def _blocks(games: Matrix) -> NDArray[np.intp]:
    """The number of each entry's block, from 0 in the order of their first entries."""
    forest = Forest(len(games))
    for one, other in zip(*np.nonzero(games), strict=True):
        forest.join(int(one), int(other))
    roots = [forest.root(node) for node in range(len(games))]
    number = {root: at for at, root in enumerate(dict.fromkeys(roots))}
    return np.array([number[root] for root in roots], dtype=np.intp)


def _held(wins: Matrix) -> bool:
    """Whether everybody in a block can be reached from everybody by steps from a loser to a winner."""
    return _reaches_all(wins) and _reaches_all(wins.T)


def _reaches_all(wins: Matrix) -> bool:
    seen, todo = {0}, [0]
    while todo:
        for found in np.flatnonzero(wins[todo.pop()]).tolist():
            if found not in seen:
                seen.add(found)
                todo.append(found)
    return len(seen) == len(wins)
