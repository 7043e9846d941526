"""One entry's judges as dots, the interval behind them, the score as an upright: a picture for a row of a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.scales import Scale, nice_ticks, place, short, spread

WIDTH, MIDDLE, RADIUS = 360.0, 15.0, 4.5


@dataclass(frozen=True)
class Dot:
    """One judge's total; ``own`` for the reader's."""

    x: str
    y: str
    own: bool = False


@dataclass(frozen=True)
class Strip:
    """One row's picture; ``interval_x`` is empty where there is no interval, ``score_x`` where there is no score."""

    grid: tuple[str, ...]
    dots: tuple[Dot, ...]
    interval_x: str
    interval_width: str
    score_x: str
    words: str


@dataclass(frozen=True)
class StripAxis:
    """The axis above all rows: where each number stands and how it is anchored."""

    numbers: tuple[tuple[str, str, str], ...]
    low: str
    middle: str
    high: str


@dataclass(frozen=True)
class StripScale:
    """The common scale of a table's strips, from ``low`` to ``high`` of 100."""

    low: float
    high: float

    @property
    def ticks(self) -> list[float]:
        """The round numbers of the axis."""
        return nice_ticks(self.low, self.high, 5)

    def axis(self) -> StripAxis:
        """The axis for the head of the table."""
        ticks, scale = self.ticks, self._scale()
        anchors = ["start", *["middle"] * (len(ticks) - 2), "end"]
        numbers = [(place(scale.at(tick)), anchor, short(tick)) for tick, anchor in zip(ticks, anchors, strict=True)]
        return StripAxis(tuple(numbers), short(ticks[0]), short((ticks[0] + ticks[-1]) / 2), short(ticks[-1]))

    def strip(
        self,
        *,
        totals: Sequence[float],
        score: float | None,
        interval: tuple[float, float] | None,
        words: str,
        own: int | None = None,
    ) -> Strip:
        """One row: the judges' totals, the score, its interval; ``words`` say the same to who cannot see it. ``own`` is which
        of the totals is the reader's.
        """
        scale = self._scale()
        xs = [scale.within(total) for total in totals]
        left, right = (scale.within(end) for end in interval) if interval else (0.0, 0.0)
        return Strip(
            grid=tuple(place(scale.at(tick)) for tick in self.ticks),
            dots=tuple(
                Dot(place(x), place(MIDDLE + lane * 5), number == own)
                for number, (x, lane) in enumerate(zip(xs, spread(xs, RADIUS * 2), strict=True))
            ),
            interval_x=place(left) if interval else "",
            interval_width=place(right - left) if interval else "",
            score_x=place(scale.within(score)) if score is not None else "",
            words=words,
        )

    def _scale(self) -> Scale:
        return Scale(self.ticks[0], self.ticks[-1], 0.0, WIDTH)


def strip_scale(values: Sequence[float]) -> StripScale:
    """The scale that holds all these values of 0 to 100, no wider than it must be."""
    if not values:
        return StripScale(0, 100)
    return StripScale(max(0.0, min(values)), min(100.0, max(values)))
