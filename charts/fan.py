"""What one expects over whole years, with the range from worst to best behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.scales import Scale, nice_ticks, place


@dataclass(frozen=True)
class FanYear:
    """One year: what is expected at its end, and the ends of the range."""

    label: str
    worst: float
    central: float
    best: float


@dataclass(frozen=True)
class FanPoint:
    """A year's place: its dot, its label under the axis, and the value at the dot."""

    x: str
    y: str
    label: str
    value: float


@dataclass(frozen=True)
class FanDrawing:
    """One drawing: the band as a polygon, the line through what is expected, ticks (place and value), and the zero line."""

    css: str
    width: int
    height: int
    left: str
    right: str
    foot: str
    label_y: str
    zero_y: str
    band: str
    line: str
    points: tuple[FanPoint, ...]
    ticks: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class FanChart:
    """A chart with its words: two drawings (desk and phone), and the years behind it. Values are numbers: whoever shows
    them writes them as money, hours or whatever they are.
    """

    ident: str
    title: str
    description: str
    drawings: tuple[FanDrawing, ...]
    head: tuple[str, str, str, str]
    years: tuple[FanYear, ...]


def fan_chart(
    *, ident: str, title: str, description: str, head: tuple[str, str, str, str], years: Sequence[FanYear]
) -> FanChart:
    """A line through the expected values in a band from worst to best. Raises ValueError where there is no year."""
    if not years:
        raise ValueError("a fan needs at least one year")
    drawings = tuple(
        _drawing(css, width, height, years)
        for css, width, height in (("chart-wide", 820, 320), ("chart-narrow", 350, 280))
    )
    return FanChart(ident, title, description, drawings, head, tuple(years))


def _drawing(css: str, width: int, height: int, years: Sequence[FanYear]) -> FanDrawing:
    values = [value for year in years for value in (year.worst, year.central, year.best)]
    ticks = nice_ticks(min(0.0, *values), max(0.0, *values))
    left, foot = 78.0, height - 36.0
    right = width - 22.0
    up = Scale(ticks[0], ticks[-1], foot, 22.0)
    along = Scale(0, max(len(years) - 1, 1), left + 14, right - 26)
    xs = [along.at(number) for number in range(len(years))]
    best = [f"{place(x)},{place(up.at(year.best))}" for x, year in zip(xs, years, strict=True)]
    worst = [f"{place(x)},{place(up.at(year.worst))}" for x, year in zip(xs, years, strict=True)]
    return FanDrawing(
        css=css,
        width=width,
        height=height,
        left=place(left),
        right=place(right),
        foot=place(foot),
        label_y=place(foot + 24),
        zero_y=place(up.at(0)),
        band=" ".join([*best, *reversed(worst)]),
        line=" ".join(f"{place(x)},{place(up.at(year.central))}" for x, year in zip(xs, years, strict=True)),
        points=tuple(
            FanPoint(place(x), place(up.at(year.central)), year.label, year.central)
            for x, year in zip(xs, years, strict=True)
        ),
        ticks=tuple((place(up.at(tick)), tick) for tick in ticks),
    )
