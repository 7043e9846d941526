"""What a vote says."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """The votes on a motion. It is carried by more votes for than against; abstentions count for the quorum only."""

    in_favour: int
    against: int
    abstained: int

    @property
    def cast(self) -> int:
        """How many voted, those who abstained with them."""
        return self.in_favour + self.against + self.abstained

    @property
    def carried(self) -> bool:
        """Whether more were for it than against; level votes carry nothing."""
        return self.in_favour > self.against


def tally(votes: Iterable[str]) -> Tally:
    """Count votes of ``for``, ``against`` and ``abstain``."""
    counts = Counter(votes)
    return Tally(counts["for"], counts["against"], counts["abstain"])
