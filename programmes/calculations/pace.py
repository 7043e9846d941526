"""Whether nominations come in as fast as was hoped: in a straight line from the opening to the close."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

# Before this share of the window is over, silence means nothing.
TOO_EARLY = 0.1


@dataclass(frozen=True)
class Pace:
    """What was hoped for in all and by now, and what came in. ``expected`` is not rounded."""

    target: int
    expected: float
    received: int
    share: float

    @property
    def hoped(self) -> int:
        """What should have come in by now, in whole nominations, rounded down."""
        return int(self.expected + 1e-9)

    @property
    def behind(self) -> bool:
        """Whether at least one whole nomination is missing by now, and it is not too early to say."""
        return self.share >= TOO_EARLY and self.received < self.hoped


def elapsed(opens: datetime, closes: datetime, now: datetime) -> float:
    """How much of the window is over, 0 to 1."""
    whole = (closes - opens).total_seconds()
    if whole <= 0:
        return 1.0
    return min(1.0, max(0.0, (now - opens).total_seconds() / whole))


def pace_of(*, target: int, received: int, opens: datetime, closes: datetime, now: datetime) -> Pace:
    """The pace of a whole cycle, or of a part of it with its own share of the target."""
    share = elapsed(opens, closes, now)
    return Pace(target, target * share, received, share)


def shares(target: float, headcounts: Sequence[int]) -> list[float]:
    """The target shared by headcount; where nobody has one, nothing is hoped of anybody."""
    whole = sum(headcounts)
    return [target * count / whole if whole else 0.0 for count in headcounts]
