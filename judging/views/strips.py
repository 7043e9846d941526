"""The pictures of a ranking: on one scale for all entries a dot for each judge, the interval, and the score."""

WIDTH = 360
RIGHT = str(WIDTH)
MIDDLE = 15.0
DOT = 9.0


class Strips:
    """Draws the pictures of one ranking, on a scale from ``low`` to 100.

    Judges give thousands of entries the same few hundred totals: each is placed and worded, and each of its dots drawn, once.
    """

    def __init__(self, low: int) -> None:
        self._low, self._span = low, 100 - low
        self._places: dict[float, float] = {}
        self._words: dict[float, str] = {}
        self._dots: dict[tuple[float, int], str] = {}

    def at(self, value: float) -> float:
        """Where a value lies across the picture, to a tenth; at its edge where it lies beyond."""
        share = (value - self._low) / self._span
        return 0.0 if share <= 0 else float(WIDTH) if share >= 1 else round(share * WIDTH, 1)

    def listed(self, totals: list[float]) -> str:
        """The totals in words, without decimals."""
        for total in totals:
            if total not in self._words:
                self._words[total] = f"{total:.0f}"
        return ", ".join([self._words[total] for total in totals])

    def drawn(self, totals: list[float], score: float, interval: tuple[float, float] | None) -> str:
        """The shapes of one entry as SVG; ``totals`` rise. Dots that would touch stand above and below one another."""
        dots, mark = self._row_of(totals), self._written(score)
        drawn = f'<g class="judge-dot">{dots}</g><path class="score-mark" d="M{mark} 1V29"/>'
        if interval is None:
            return drawn
        left, right = self._written(interval[0]), self._written(interval[1])
        wide = float(right) - float(left)
        wide = wide if wide > 1 else 1.0
        return f'<rect class="interval" x="{left}" y="5" width="{wide:.1f}" height="20" rx="2"/>{drawn}'

    def _written(self, value: float) -> str:
        """Where a value lies, as ``at`` says, written at once: to round a number first takes as long again."""
        share = (value - self._low) / self._span
        return "0" if share <= 0 else RIGHT if share >= 1 else f"{share * WIDTH:.1f}"

    def _row_of(self, totals: list[float]) -> str:
        drawn: list[str] = []
        before: list[float] = []
        for total in totals:
            x = self._places.get(total)
            if x is None:
                x = self._places[total] = self.at(total)
            near = 0
            for other in reversed(before):
                if x - other >= DOT:
                    break
                near += 1
            before.append(x)
            drawn.append(self._dots.get((total, near)) or self._dot(total, x, near))
        return "".join(drawn)

    def _dot(self, total: float, x: float, near: int) -> str:
        y = MIDDLE + DOT / 2 * ((near + 1) // 2) * (-1 if near % 2 else 1)
        self._dots[total, near] = f'<circle cx="{x:g}" cy="{y:g}" r="4.5"/>'
        return self._dots[total, near]
