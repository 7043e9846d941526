"""The pictures of a ranking: on one scale for all entries a dot for each judge, the interval, and the score."""

WIDTH = 360
MIDDLE = 15.0
DOT = 9.0


class Strips:
    """Draws the pictures of one ranking, on a scale from ``low`` to 100.

    Judges give thousands of entries the same few hundred totals: each is placed, and each of its dots drawn, once.
    """

    def __init__(self, low: int) -> None:
        self._low, self._span = low, 100 - low
        self._places: dict[float, float] = {}
        self._dots: dict[tuple[float, int], str] = {}

    def at(self, value: float) -> float:
        """Where a value lies across the picture, to a tenth; at its edge where it lies beyond."""
        return round(min(max((value - self._low) / self._span, 0.0), 1.0) * WIDTH, 1)

    def drawn(self, totals: list[float], score: float, interval: tuple[float, float] | None) -> str:
        """The shapes of one entry as SVG; ``totals`` rise. Dots that would touch stand above and below one another."""
        box = ""
        if interval:
            left, right = self.at(interval[0]), self.at(interval[1])
            box = f'<rect class="interval" x="{left:g}" y="5" width="{max(right - left, 1):.4g}" height="20" rx="2"/>'
        return f'{box}<g class="judge-dot">{self._row_of(totals)}</g><path class="score-mark" d="M{self.at(score):g} 1V29"/>'

    def _row_of(self, totals: list[float]) -> str:
        drawn, before = [], []
        for total in totals:
            x = self._place(total)
            near = 0
            while near < len(before) and x - before[-1 - near] < DOT:
                near += 1
            before.append(x)
            drawn.append(self._dots.get((total, near)) or self._dot(total, x, near))
        return "".join(drawn)

    def _place(self, total: float) -> float:
        if total not in self._places:
            self._places[total] = self.at(total)
        return self._places[total]

    def _dot(self, total: float, x: float, near: int) -> str:
        y = MIDDLE + DOT / 2 * ((near + 1) // 2) * (-1 if near % 2 else 1)
        self._dots[total, near] = f'<circle cx="{x:g}" cy="{y:g}" r="4.5"/>'
        return self._dots[total, near]
