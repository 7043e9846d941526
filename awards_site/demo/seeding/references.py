"""References made from the demo's own dice, so that the same seed gives the same ones."""

import numpy as np

from nominations.references import ALPHABET, check_character

CHARACTERS = 5


class References:
    """Hands out references with a prefix, none of them twice."""

    def __init__(self, rng: np.random.Generator, taken: set[str] | None = None) -> None:
        self._rng = rng
        self._taken: set[str] = set() if taken is None else taken

    def beside(self, rng: np.random.Generator) -> "References":
        """One that hands out others, from dice of its own."""
        return References(rng, self._taken)

    def new(self, prefix: str) -> str:
        """A fresh reference such as SS-4K7TQ2, with its check character."""
        while True:
            body = "".join(ALPHABET[int(place)] for place in self._rng.integers(0, len(ALPHABET), CHARACTERS))
            reference = f"{prefix}-{body}{check_character(prefix + body)}"
            if reference not in self._taken:
                self._taken.add(reference)
                return reference
