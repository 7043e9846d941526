"""A figure over time, before and after the programme began, with the cycles marked and the target drawn."""

from dataclasses import dataclass, field
from datetime import date
from statistics import fmean

from charts.drawing import Anchor, Drawing, Mark, circle, line, polyline, text, width_of
from charts.figure import Figure, Table
from charts.scale import Scale, decimals_of, nice_ticks, written

DOTS_UP_TO = 60  # with more points than these, dots would run into each other


@dataclass(frozen=True)
class Measured:
    """One measurement: its day, its value, and how the day is written under the axis ("Oct 2025")."""

    at: date
    value: float
    label: str


@dataclass(frozen=True)
class CycleMark:
    """The day a cycle's winners were named, and the number in its circle."""

    at: date
    number: int


@dataclass(frozen=True)
class BeforeAfterWords:
    """What the chart says; ``target`` reads "Target 4.4" when the figure is written after it."""

    title: str
    description: str
    period: str
    value: str
    before: str
    after: str
    after_short: str
    target: str


@dataclass(frozen=True)
class Marks:
    """What is marked besides the line: the programme's first day, the cycles, the target. All may be missing."""

    begins: date | None = None
    cycles: tuple[CycleMark, ...] = ()
    target: float | None = None
    decimals: int | None = field(default=None)


@dataclass(frozen=True)
class _Frame:
    width: int
    height: int
    left: float
    right: float
    top: float
    floor: float
    narrow: bool


@dataclass(frozen=True)
class _Sheet:
    frame: _Frame
    x: Scale
    y: Scale
    ticks: list[float]

    def place(self, point: Measured) -> tuple[float, float]:
        return self.x.place(point.at.toordinal()), self.y.place(point.value)


WIDE = _Frame(760, 330, 40, 706, 46, 300, narrow=False)
NARROW = _Frame(350, 290, 40, 344, 46, 260, narrow=True)


def before_after(chart_id: str, points: list[Measured], marks: Marks, words: BeforeAfterWords) -> Figure:
    """The chart of these measurements, which are in the order of their days; at least one."""
    decimals = marks.decimals if marks.decimals is not None else decimals_of([point.value for point in points])
    rows = tuple((point.label, written(point.value, decimals)) for point in points)
    return Figure(
        id=chart_id,
        title=words.title,
        description=words.description,
        wide=_draw(points, marks, words, WIDE),
        narrow=_draw(points, marks, words, NARROW),
        table=Table((words.period, words.value), rows),
    )


def _draw(points: list[Measured], marks: Marks, words: BeforeAfterWords, frame: _Frame) -> Drawing:
    sheet = _sheet(points, marks, frame)
    before = [point for point in points if marks.begins and point.at < marks.begins]
    after = points[len(before) :]
    painted = _axes(points, sheet)
    painted += _beginning(marks, words, sheet)
    painted += _cycles(marks, sheet)
    painted += _target(marks, words, sheet)
    painted += _means(before, after, sheet, marks)
    painted += _line(before, "series-before", "point-before", sheet, len(points))
    painted += _line(after, "series", "point", sheet, len(points))
    return Drawing(frame.width, frame.height, tuple(painted))


def _sheet(points: list[Measured], marks: Marks, frame: _Frame) -> _Sheet:
    values = [point.value for point in points] + ([marks.target] if marks.target is not None else [])
    # The lowest sixth is the room in which the cycles' circles stand.
    low, high = min(values), max(values)
    ticks = nice_ticks(low - (high - low) * 0.2 if marks.cycles else low, high, 5)
    days = [point.at.toordinal() for point in points]
    x = Scale(min(days), max(days), frame.left, frame.right)
    return _Sheet(frame, x, Scale(ticks[0], ticks[-1], frame.floor, frame.top), ticks)


def _axes(points: list[Measured], sheet: _Sheet) -> list[Mark]:
    frame, decimals = sheet.frame, decimals_of(sheet.ticks)
    painted: list[Mark] = []
    for i, tick in enumerate(sheet.ticks):
        y = sheet.y.place(tick)
        painted.append(line("grid" if i else "axis", frame.left, y, frame.right, y))
        painted.append(text("t-tick", frame.left - 8, y + 5, written(tick, decimals), "end"))
    return painted + _days(points, sheet)


def _days(points: list[Measured], sheet: _Sheet) -> list[Mark]:
    """Days under the axis: the first, the last, and between them as many as have room."""
    painted: list[Mark] = []
    room = max(width_of(point.label) for point in points) + 16
    last_place = sheet.x.place(points[-1].at.toordinal())
    free_from = -room
    for i, point in enumerate(points):
        x = sheet.x.place(point.at.toordinal())
        final = i == len(points) - 1
        if not final and (x < free_from or x > last_place - room * 1.5):
            continue
        anchor: Anchor = "start" if i == 0 else "end" if final else "middle"
        painted.append(text("t-tick", x, sheet.frame.floor + 22, point.label, anchor))
        free_from = x + room * (1.5 if i == 0 else 1.0)
    return painted


def _beginning(marks: Marks, words: BeforeAfterWords, sheet: _Sheet) -> list[Mark]:
    if marks.begins is None or not sheet.x.low < marks.begins.toordinal() <= sheet.x.high:
        return []
    x, frame = sheet.x.place(marks.begins.toordinal()), sheet.frame
    fits = not frame.narrow and x + 8 + width_of(words.after) < frame.width
    return [
        line("start", x, 28, x, frame.floor),
        text("t-serif", x - 8, 24, words.before, "end"),
        text("t-serif", x + 8, 24, words.after if fits else words.after_short),
    ]


def _cycles(marks: Marks, sheet: _Sheet) -> list[Mark]:
    painted: list[Mark] = []
    floor = sheet.frame.floor
    for cycle in marks.cycles:
        if not sheet.x.low <= cycle.at.toordinal() <= sheet.x.high:
            continue
        x = sheet.x.place(cycle.at.toordinal())
        painted += [
            line("cycle", x, floor - 1, x, floor - 14),
            circle("cycle-head", x, floor - 18, 9),
            text("t-strong", x, floor - 13, str(cycle.number), "middle"),
        ]
    return painted


def _target(marks: Marks, words: BeforeAfterWords, sheet: _Sheet) -> list[Mark]:
    if marks.target is None:
        return []
    y, frame = sheet.y.place(marks.target), sheet.frame
    said = f"{words.target} {written(marks.target, decimals_of([marks.target]))}"
    return [line("target", frame.left, y, frame.right, y), text("t-laurel", frame.left + 6, y - 7, said)]


def _means(before: list[Measured], after: list[Measured], sheet: _Sheet, marks: Marks) -> list[Mark]:
    """The mean of each side as a line with its figure: the earlier under its end, the later where the line ends."""
    decimals = marks.decimals if marks.decimals is not None else decimals_of(sheet.ticks) + 1
    painted: list[Mark] = []
    for side, under in ((before, True), (after, sheet.frame.narrow)):
        if not side:
            continue
        mean = fmean(point.value for point in side)
        x1, x2, y = sheet.place(side[0])[0], sheet.place(side[-1])[0], sheet.y.place(mean)
        painted.append(line("mean", x1, y, x2, y))
        where = (x2, y + 20, "end") if under else (x2 + 8, y + 5, "start")
        painted.append(_figure(written(mean, decimals), *where))
    return painted


def _figure(words: str, x: float, y: float, anchor: str) -> Mark:
    return text("t-strong", x, y, words, "end" if anchor == "end" else "start")


def _line(side: list[Measured], line_class: str, dot_class: str, sheet: _Sheet, of: int) -> list[Mark]:
    if not side:
        return []
    places = [sheet.place(point) for point in side]
    dots = [circle(dot_class, x, y, 3) for x, y in places] if of <= DOTS_UP_TO else []
    return [polyline(line_class, places), *dots]
