"""Tasks on a calendar, one a row: a bar from its beginning to the day it is due, or a diamond on that day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from charts.scales import Scale, place

State = Literal["done", "late", "open"]
MOST_ROWS = 400


@dataclass(frozen=True)
class Span:
    """One task. ``after`` are the numbers of the rows (from 0) that it waits for; ``word`` says its state where it matters."""

    label: str
    due: date
    start: date | None = None
    state: State = "open"
    word: str = ""
    after: tuple[int, ...] = ()


@dataclass(frozen=True)
class Row:
    """One drawn row: its label and where it stands, and a bar (width not empty) or a diamond (points not empty)."""

    css: str
    label: str
    word: str
    label_y: str
    lane_y: str
    x: str
    y: str
    width: str
    height: str
    points: str


@dataclass(frozen=True)
class Tick:
    """An upright with its day; ``month`` where the day stands for its month."""

    x: str
    day: date
    month: bool


@dataclass(frozen=True)
class GanttDrawing:
    """One drawing, ready for the template. ``today_x`` is empty where today lies outside."""

    css: str
    width: int
    height: int
    left: str
    right: str
    top: str
    foot: str
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    links: tuple[str, ...]
    today_x: str


@dataclass(frozen=True)
class GanttChart:
    """A chart with its words and two drawings; the list of tasks beside it is its table."""

    ident: str
    title: str
    description: str
    drawings: tuple[GanttDrawing, ...]


@dataclass(frozen=True)
class _Sheet:
    """The measures of one drawing: where the bars begin, how high a row is, where in it the bar lies, how long a label is."""

    css: str
    width: int
    left: float
    row: float
    bar_y: float
    label_y: float
    letters: int
    most_ticks: int

    def y(self, number: int) -> float:
        """The upper edge of a row."""
        return TOP + self.row * number


TOP, BAR = 30.0, 12.0
SHEETS = (
    _Sheet("chart-wide", 820, 306.0, 30.0, 9.0, 19.0, 42, 8),
    _Sheet("chart-narrow", 350, 6.0, 46.0, 26.0, 18.0, 42, 4),
)


def gantt_chart(*, ident: str, title: str, description: str, spans: Sequence[Span], today: date) -> GanttChart:
    """The chart of these tasks, in their order. Raises ValueError for no task, or more than 400."""
    if not 0 < len(spans) <= MOST_ROWS:
        raise ValueError("a chart of tasks needs between 1 and 400 of them")
    drawings = tuple(_drawing(sheet, spans, today) for sheet in SHEETS)
    return GanttChart(ident, title, description, drawings)


def _drawing(sheet: _Sheet, spans: Sequence[Span], today: date) -> GanttDrawing:
    first = min(span.start or span.due for span in spans)
    last = max(span.due for span in spans)
    near = first - timedelta(days=31) <= today <= last + timedelta(days=31)
    first, last = (min(first, today), max(last, today)) if near else (first, last)
    right = sheet.width - 10.0
    along = Scale(first.toordinal(), (last + timedelta(days=1)).toordinal(), sheet.left + 8.0, right)
    height = sheet.y(len(spans)) + 6
    return GanttDrawing(
        css=sheet.css,
        width=sheet.width,
        height=round(height),
        left=place(sheet.left),
        right=place(right),
        top=place(TOP - 6),
        foot=place(height),
        ticks=tuple(_ticks(first, last, along, sheet.most_ticks)),
        rows=tuple(_row(sheet, number, span, along) for number, span in enumerate(spans)),
        links=tuple(_links(sheet, spans, along)),
        today_x=place(along.at(today.toordinal())) if near else "",
    )


def _row(sheet: _Sheet, number: int, span: Span, along: Scale) -> Row:
    y, due = sheet.y(number) + sheet.bar_y, along.at(span.due.toordinal() + 0.5)
    word = f" – {span.word}" if span.word else ""
    room = sheet.letters - len(word)
    label = span.label if len(span.label) <= room else span.label[: room - 1].rstrip() + "…"
    start = along.at(span.start.toordinal()) if span.start else None
    middle, half = y + BAR / 2, BAR / 2 + 1
    return Row(
        css=f"gantt-{span.state}",
        label=label,
        word=word,
        label_y=place(sheet.y(number) + sheet.label_y),
        lane_y=place(sheet.y(number + 1)),
        x=place(start) if start is not None else "",
        y=place(y),
        width=place(max(along.at(span.due.toordinal() + 1) - start, 4.0)) if start is not None else "",
        height=place(BAR),
        points=""
        if start is not None
        else " ".join(
            f"{place(x)},{place(at)}"
            for x, at in ((due, middle - half), (due + half, middle), (due, middle + half), (due - half, middle))
        ),
    )


def _links(sheet: _Sheet, spans: Sequence[Span], along: Scale) -> list[str]:
    """From the day each predecessor is due, down or up to the beginning of what waits for it."""
    links = []
    for number, span in enumerate(spans):
        to_x = along.at(span.start.toordinal() if span.start else span.due.toordinal() + 0.5)
        to_y = sheet.y(number) + sheet.bar_y + BAR / 2
        for other in span.after:
            from_x = along.at(spans[other].due.toordinal() + (1 if spans[other].start else 0.5))
            from_y = sheet.y(other) + sheet.bar_y + BAR / 2
            links.append(f"M{place(from_x)} {place(from_y)}H{place(from_x + 4)}V{place(to_y)}H{place(to_x)}")
    return links


def _ticks(first: date, last: date, along: Scale, most: int) -> list[Tick]:
    """Mondays where they fit, else the first days of months, in steps that leave room for their words."""
    weeks = (last - first).days // 7 + 1
    if weeks <= most:
        monday = first + timedelta(days=-first.weekday() % 7)
        days = [monday + timedelta(weeks=week) for week in range(weeks + 1)]
        return [Tick(place(along.at(day.toordinal())), day, month=False) for day in days if day <= last]
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    every = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120) if len(months) <= most * step), 240)
    return [Tick(place(along.at(day.toordinal())), day, month=True) for day in months[::every]]
