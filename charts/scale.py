"""From values to places on a drawing, by ticks that a person would choose."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A straight mapping of the values ``low`` to ``high`` onto the places ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Where the value stands; values outside are put at the nearer end."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        share = (value - self.low) / (self.high - self.low)
        return self.start + (self.end - self.start) * min(max(share, 0.0), 1.0)


def nice_step(span: float, at_most: int) -> float:
    """The smallest of 1, 2, 5 times a power of ten by which ``span`` has at most ``at_most`` steps."""
    rough = span / max(at_most, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    for factor in (1, 2, 5):
        if factor * power >= rough * (1 - 1e-9):
            return factor * power
    return 10 * power


def nice_ticks(low: float, high: float, at_most: int = 5, smallest_step: float = 0.0) -> list[float]:
    """Ticks at round values from at or below ``low`` to at or above ``high``; counts pass ``smallest_step=1``."""
    if high <= low:
        high = low + (smallest_step or abs(low) * 0.1 or 1.0)
    step = max(nice_step(high - low, at_most), smallest_step)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]


def decimals_of(ticks: list[float]) -> int:
    """How many decimals write every tick exactly, three at most."""
    for places in range(3):
        if all(abs(tick - round(tick, places)) < 1e-9 for tick in ticks):
            return places
    return 3


def written(value: float, decimals: int = 0) -> str:
    """A figure with a real minus sign and commas at the thousands."""
    figure = f"{abs(value):,.{decimals}f}"
    negative = value < 0 and float(figure.replace(",", "")) != 0
    return f"−{figure}" if negative else figure
