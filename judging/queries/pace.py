"""How long a judge still needs: by their own pace where it can be told, else by the length of the stories."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

# A longer gap between two saved sheets was a break and says nothing about pace.
LONGEST_GAP = timedelta(minutes=20)
GAPS_NEEDED = 3
MINUTES_TO_SCORE = 2


def minutes_left(saved_at: Sequence[datetime], reading: Sequence[int]) -> int:
    """Minutes for the sheets left, whose stories take ``reading`` minutes each; ``saved_at`` of the sheets scored so far."""
    if not reading:
        return 0
    times = sorted(saved_at)
    gaps = [later - earlier for earlier, later in pairwise(times) if later - earlier <= LONGEST_GAP]
    if len(gaps) >= GAPS_NEEDED:
        return max(1, round(median(gap.total_seconds() for gap in gaps) / 60 * len(reading)))
    return sum(reading) + MINUTES_TO_SCORE * len(reading)
