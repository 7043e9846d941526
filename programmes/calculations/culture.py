"""Where an option fits the culture and where it clashes, by what it asks of the people and how they describe themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LOWEST, NEITHER, HIGHEST = 1, 3, 5
ASKS: Final = ("needs", "avoids")


@dataclass(frozen=True)
class Fit:
    """The keys of the statements by which an option fits and by which it clashes, in the order of the asks.

    ``open`` are those that nobody answered; a statement that people neither agree nor disagree with is in none.
    """

    fits: tuple[str, ...]
    clashes: tuple[str, ...]
    open: tuple[str, ...]


def fit(asks: Mapping[str, str], answers: Mapping[str, int]) -> Fit:
    """``asks`` are "needs" or "avoids" by statement, ``answers`` agreement from 1 (not at all) to 5 (fully)."""
    fits: list[str] = []
    clashes: list[str] = []
    unanswered: list[str] = []
    for key, ask in asks.items():
        answer = answers.get(key)
        if answer is None:
            unanswered.append(key)
        elif answer != NEITHER:
            holds = answer > NEITHER
            (fits if holds == (ask == "needs") else clashes).append(key)
    return Fit(tuple(fits), tuple(clashes), tuple(unanswered))
