"""A figure over time, before and after a start, with the cycles marked on the axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from charts.scales import Scale, decimals_of, fixed, nice_ticks, place, short

Points = Sequence[tuple[date, float]]


@dataclass(frozen=True)
class Mark:
    """A day worth a mark: a cycle's announcement, the start of the programme."""

    day: date
    label: str


@dataclass(frozen=True)
class PlacedMark:
    """A mark with its place and its number, counted from 1 over the marks that are drawn."""

    x: str
    label: str
    number: int


@dataclass(frozen=True)
class LineDrawing:
    """One drawing: the path before the start and after it, the level of each (empty where there is none), the marks.

    ``months`` are the days to write under the axis: place, anchor, first of the month; ``dates`` say the same in figures.
    ``numbered`` is false where the marks stand too close for their numbers. Labels of levels and target are figures.
    """

    css: str
    width: int
    height: int
    left: str
    right: str
    beyond: str
    foot: str
    label_y: str
    number_y: str
    before: str
    after: str
    mean_before: tuple[str, str, str] | None
    mean_after: tuple[str, str, str] | None
    mean_before_label: str
    mean_after_label: str
    target_y: str
    target_label: str
    ticks: tuple[tuple[str, str], ...]
    dates: tuple[tuple[str, str], ...]
    months: tuple[tuple[str, str, date], ...]
    marks: tuple[PlacedMark, ...]
    numbered: bool
    start_x: str


@dataclass(frozen=True)
class LineChart:
    """A chart with its words: two drawings and the figures as a table, with days as days (``points``) and as text."""

    ident: str
    title: str
    description: str
    drawings: tuple[LineDrawing, ...]
    head: tuple[str, str]
    rows: tuple[tuple[str, str], ...]
    points: tuple[tuple[date, str], ...]


@dataclass(frozen=True)
class _Sheet:
    """What every part of one drawing shares: its two scales, the ticks and how many decimals write them."""

    up: Scale
    along: Scale
    ticks: list[float]
    decimals: int

    def path(self, part: Points) -> str:
        return " ".join(f"{place(self.x(day))},{place(self.up.at(value))}" for day, value in part)

    def x(self, day: date) -> float:
        return self.along.at(day.toordinal())

    def level(self, part: Points) -> tuple[str, str, str]:
        return place(self.x(part[0][0])), place(self.x(part[-1][0])), place(self.up.at(_mean(part)))


def line_chart(
    *,
    ident: str,
    title: str,
    description: str,
    head: tuple[str, str],
    points: Points,
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
    drawn = [mark for mark in marks if ordered[0][0] <= mark.day <= ordered[-1][0]]
    drawings = tuple(
        _drawing(css, width, height, ordered, start, drawn, target)
        for css, width, height in (("chart-wide", 820, 320), ("chart-narrow", 350, 270))
    )
    figures = tuple((day, short(value)) for day, value in ordered)
    rows = tuple((day.isoformat(), figure) for day, figure in figures)
    return LineChart(ident, title, description, drawings, head, rows, figures)


def _drawing(
    css: str,
    width: int,
    height: int,
    points: Points,
    start: date | None,
    marks: Sequence[Mark],
    target: float | None,
) -> LineDrawing:
    left, foot = 44.0, height - 36.0
    right = width - 44.0 if start else width - 6.0  # beside the line stands the figure of the later level
    sheet = _sheet(points, marks, target, Scale(0, 0, left, right), foot)
    before = [(day, value) for day, value in points if start and day < start]
    after = [(day, value) for day, value in points if not start or day >= start]
    dates = _dates(points[0][0], points[-1][0], css)
    return LineDrawing(
        css=css,
        width=width,
        height=height,
        left=place(left),
        right=place(right),
        beyond=place(right + 7),
        foot=place(foot),
        label_y=place(foot + 22),
        number_y=place(foot - 15),
        before=sheet.path(before),
        after=sheet.path(after),
        mean_before=sheet.level(before) if start and before else None,
        mean_after=sheet.level(after) if start and after else None,
        mean_before_label=fixed(_mean(before), sheet.decimals + 1) if start and before else "",
        mean_after_label=fixed(_mean(after), sheet.decimals + 1) if start and after else "",
        target_y=place(sheet.up.at(target)) if target is not None else "",
        target_label=short(target) if target is not None else "",
        ticks=tuple((place(sheet.up.at(tick)), fixed(tick, sheet.decimals)) for tick in sheet.ticks),
        dates=tuple((place(sheet.x(day)), label) for day, label in dates),
        months=tuple((place(sheet.x(day)), "end" if sheet.x(day) > width - 32 else "middle", day) for day, _ in dates),
        marks=tuple(PlacedMark(place(sheet.x(mark.day)), mark.label, i) for i, mark in enumerate(marks, start=1)),
        numbered=_room_for_numbers([sheet.x(mark.day) for mark in marks], 32 if css == "chart-wide" else 20),
        start_x=place(sheet.x(start)) if start and points[0][0] <= start <= points[-1][0] else "",
    )


def _sheet(points: Points, marks: Sequence[Mark], target: float | None, across: Scale, foot: float) -> _Sheet:
    values = [value for _, value in points] + ([target] if target is not None else [])
    low, high = min(values), max(values)
    # The lowest part is kept free for the marks' numbers, but never below a zero that no value goes under.
    kept = low - (high - low) * 0.2 if marks else low
    ticks = nice_ticks(max(kept, 0) if low >= 0 else kept, high)
    first, last = points[0][0].toordinal(), points[-1][0].toordinal()
    return _Sheet(
        up=Scale(ticks[0], ticks[-1], foot, 22.0),
        along=Scale(first, last, across.start, across.end),
        ticks=ticks,
        decimals=decimals_of(ticks),
    )


def _mean(part: Points) -> float:
    return sum(value for _, value in part) / len(part)


def _room_for_numbers(xs: Sequence[float], apart: float) -> bool:
    """Whether circles of a number each, 18 units wide, stand so far apart. The wide drawing may be shown on half a page."""
    return all(other - x >= apart for x, other in pairwise(sorted(xs)))


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
