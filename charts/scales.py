"""From values to places on the page."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


def place(value: float) -> str:
    """A coordinate as SVG wants it, to a tenth of a unit."""
    text = f"{value:.1f}"
    return "0.0" if text == "-0.0" else text


@dataclass(frozen=True)
class Scale:
    """A straight scale: ``low``…``high`` of the values to ``start``…``end`` of the page."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where this value lies. A scale without extent puts everything at its start."""
        if self.high == self.low:
            return self.start
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def within(self, value: float) -> float:
        """The same, held inside the scale."""
        return self.at(min(max(value, min(self.low, self.high)), max(self.low, self.high)))


def nice_ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Round values that span ``low`` to ``high`` in about ``wanted`` steps of 1, 2, 2.5 or 5 times a power of ten."""
    if high <= low:
        high = low + 1
    rough = (high - low) / max(wanted, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * (1 - 1e-9))
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def short(value: float) -> str:
    """A tick's number: no decimals that say nothing."""
    return f"{value:.10g}"


def decimals_of(ticks: Sequence[float]) -> int:
    """How many decimals write every tick exactly, three at most."""
    return next((n for n in range(3) if all(abs(tick - round(tick, n)) < 1e-9 for tick in ticks)), 3)


def fixed(value: float, decimals: int) -> str:
    """A number with just so many decimals and a real minus sign, so that a column of them lines up."""
    figure = f"{abs(value):.{decimals}f}"
    return f"−{figure}" if value < 0 and float(figure) else figure


def spread(values: Sequence[float], gap: float) -> list[int]:
    """For dots on a line, the lane of each (0, 1, −1, 2, −2 …), so that dots closer than ``gap`` do not hide each other."""
    lanes: list[int] = [0] * len(values)
    placed: list[tuple[float, int]] = []
    for index in sorted(range(len(values)), key=lambda number: values[number]):
        for turn in range(len(values)):
            lane = (turn + 1) // 2 * (1 if turn % 2 else -1)
            if all(other != lane or values[index] - where >= gap for where, other in placed):
                break
        lanes[index] = lane
        placed.append((values[index], lane))
    return lanes
