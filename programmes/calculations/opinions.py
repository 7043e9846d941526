"""What several people think, without showing what any one of them does."""

from collections.abc import Mapping
from dataclasses import dataclass

# Fewer people than this are never shown apart.
FEWEST = 5
# Fewer than this share of a hundred who find a criterion fair, and it needs a change or an answer.
FAIR_ENOUGH = 60


@dataclass(frozen=True)
class Share:
    """How many of how many say yes."""

    yes: int
    of: int

    @property
    def percent(self) -> int:
        """In whole hundredths, rounded down: 59.9 is not 60. Nobody asked is 0."""
        return self.yes * 100 // self.of if self.of else 0

    @property
    def is_low(self) -> bool:
        """Fewer than FAIR_ENOUGH of a hundred, exactly."""
        return self.of > 0 and self.yes * 100 < FAIR_ENOUGH * self.of


def groups_to_show(counts: Mapping[str, int]) -> list[tuple[str, ...]]:
    """Which labels may be shown apart, given how many people stand behind each: groups of labels, each of FEWEST or more.

    Every label is in one group, or nothing is shown apart (an empty list): where some are too few even together, the
    smallest of the others joins them, so that nobody can subtract what is shown from the whole.
    """
    there = {label: count for label, count in counts.items() if count}
    alone = sorted((label for label in there if there[label] >= FEWEST), key=lambda label: (-there[label], label))
    rest = sorted(label for label in there if there[label] < FEWEST)
    if rest and sum(there[label] for label in rest) < FEWEST:
        if not alone:
            return []
        rest = sorted([*rest, alone.pop()])
    groups = [(label,) for label in alone] + ([tuple(rest)] if rest else [])
    return groups if len(groups) > 1 else []
