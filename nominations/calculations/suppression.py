"""Counts of people that are told without pointing at anybody."""

from collections.abc import Sequence

FEWEST = 5


def told(counts: Sequence[int], *, fewest: int = FEWEST) -> list[int | None]:
    """Each count, or None where it is below ``fewest``.

    Where that would leave a single one out, the next smallest is left out too: from the sum one could work it out else.
    """
    shown: list[int | None] = [count if count >= fewest else None for count in counts]
    left = [place for place, count in enumerate(shown) if count is not None]
    if len(left) == len(shown) - 1 and left:
        shown[min(left, key=lambda place: counts[place])] = None
    return shown
