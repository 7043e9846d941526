"""Yes, no or unsure, decided by majority."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from judging.calculations.rounds.tallied import Tallied, in_order, ranked

YES: Final = "yes"
NO: Final = "no"
UNSURE: Final = "unsure"

MORE_YES: Final = 50.0
"""The share of yes, in per cent, that an entry needs: half of those who are sure, so that a level vote keeps it in."""


def majority(votes: Iterable[tuple[str, str]], entries: Sequence[str]) -> list[Tallied]:
    """Count (entry, answer). The score is the share of yes among those who said yes or no, in per cent.

    Unsure is counted and shown, and weighs on neither side. Where nobody is sure there is no score: missing votes never
    become a no.
    """
    counts: dict[str, Counter[str]] = {entry: Counter() for entry in entries}
    for entry, answer in votes:
        counts[entry][answer] += 1
    scores = {entry: _share(count) for entry, count in counts.items()}
    ranks = ranked(scores)
    return in_order(
        [
            Tallied(
                entry,
                scores[entry],
                ranks[entry],
                {YES: count[YES], NO: count[NO], UNSURE: count[UNSURE]},
            )
            for entry, count in counts.items()
        ]
    )


def _share(count: Counter[str]) -> float | None:
    sure = count[YES] + count[NO]
    return 100.0 * count[YES] / sure if sure else None
