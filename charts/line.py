"""A figure over time, before and after a start, with the cycles marked on the axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from charts.scales import Scale, nice_ticks, place, short


@dataclass(frozen=True)
class Mark:
    """A day worth a mark: a cycle's announcement, the start of the programme."""

    day: date
    label: str


@dataclass(frozen=True)
class PlacedMark:
    """A mark with its place."""

    x: str
    label: str


@dataclass(frozen=True)
class LineDrawing:
    """One drawing: the path before the start and after it, the level of each (empty where there is none), the marks."""

    css: str
    width: int
    height: int
    left: str
    right: str
    foot: str
    label_y: str
    before: str
    after: str
    mean_before: tuple[str, str, str] | None
    mean_after: tuple[str, str, str] | None
    target_y: str
    ticks: tuple[tuple[str, str], ...]
    dates: tuple[tuple[str, str], ...]
    marks: tuple[PlacedMark, ...]
    start_x: str


@dataclass(frozen=True)
class LineChart:
    """A chart with its words: two drawings and the figures as a table."""

    ident: str
    title: str
    description: str
    drawings: tuple[LineDrawing, ...]
    head: tuple[str, str]
    rows: tuple[tuple[str, str], ...]


def line_chart(
    *,
    ident: str,
    title: str,
    description: str,
    head: tuple[str, str],
    points: Sequence[tuple[date, float]],
    start: date | None = None,
    marks: Sequence[Mark] = (),
    target: float | None = None,
) -> LineChart:
    """A line through ``points`` in order of time, parted at ``start``, with the mean of each part as a level.

    Raises ValueError where there is no point.
    """
    if not points:
        raise ValueError("a line needs at least one point")
    ordered = sorted(points)
    drawings = tuple(
        _drawing(css, width, height, ordered, start, marks, target)
        for css, width, height in (("chart-wide", 820, 320), ("chart-narrow", 350, 270))
    )
    rows = tuple((day.isoformat(), short(value)) for day, value in ordered)
    return LineChart(ident, title, description, drawings, head, rows)


def _drawing(
    css: str,
    width: int,
    height: int,
    points: Sequence[tuple[date, float]],
    start: date | None,
    marks: Sequence[Mark],
    target: float | None,
) -> LineDrawing:
    left, foot = 44.0, height - 36.0
    values = [value for _, value in points] + ([target] if target is not None else [])
    ticks = nice_ticks(min(values), max(values))
    up = Scale(ticks[0], ticks[-1], foot, 22.0)
    first, last = points[0][0], points[-1][0]
    along = Scale(first.toordinal(), last.toordinal(), left, width - 6.0)
    before = [(day, value) for day, value in points if start and day < start]
    after = [(day, value) for day, value in points if not start or day >= start]

    def path(part: Sequence[tuple[date, float]]) -> str:
        return " ".join(f"{place(along.at(day.toordinal()))},{place(up.at(value))}" for day, value in part)

    def level(part: Sequence[tuple[date, float]]) -> tuple[str, str, str] | None:
        if not start or not part:
            return None
        mean = sum(value for _, value in part) / len(part)
        return place(along.at(part[0][0].toordinal())), place(along.at(part[-1][0].toordinal())), place(up.at(mean))

    return LineDrawing(
        css=css,
        width=width,
        height=height,
        left=place(left),
        right=place(width),
        foot=place(foot),
        label_y=place(foot + 22),
        before=path(before),
        after=path(after),
        mean_before=level(before),
        mean_after=level(after),
        target_y=place(up.at(target)) if target is not None else "",
        ticks=tuple((place(up.at(tick)), short(tick)) for tick in ticks),
        dates=tuple((place(along.at(day.toordinal())), label) for day, label in _dates(first, last, css)),
        marks=tuple(
            PlacedMark(place(along.at(mark.day.toordinal())), mark.label) for mark in marks if first <= mark.day <= last
        ),
        start_x=place(along.at(start.toordinal())) if start and first <= start <= last else "",
    )


def _dates(first: date, last: date, css: str) -> list[tuple[date, str]]:
    """The first days of months to write under the axis, as many as there is room for."""
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    room = 9 if css == "chart-wide" else 4
    every = next((step for step in (1, 2, 3, 6, 12, 24) if len(months) <= room * step), 24)
    return [(day, f"{day.month}/{day.year % 100:02}") for day in months if (day.month - 1) % min(every, 12) == 0]
