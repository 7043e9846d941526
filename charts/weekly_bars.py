"""Stacked bars by week, with a mark where the cycle before stood in the same week."""

import math
from dataclasses import dataclass

from charts.drawing import Anchor, Drawing, Mark, line, rect, text, width_of
from charts.figure import Figure, KeyItem, Table
from charts.scale import Scale, nice_ticks, written

BAR_CLASSES = ("bar-a", "bar-b", "bar-c")


@dataclass(frozen=True)
class Week:
    """One week: its label ("5 Oct"), a count for each series, the total of the cycle before, and what happened then.

    ``parts=None`` is a week still to come, of which only ``last`` is drawn.
    """

    label: str
    parts: tuple[int, ...] | None
    last: int | None = None
    note: str = ""


@dataclass(frozen=True)
class WeeklyWords:
    """What the chart says: column names for the table behind, one name a series, one for the cycle before ("" for none)."""

    title: str
    description: str
    week: str
    series: tuple[str, ...]
    last: str = ""


@dataclass(frozen=True)
class _Frame:
    width: int
    height: int
    left: float
    top: float
    floor: float
    bar_share: float
    narrow: bool


WIDE = _Frame(820, 330, 28, 44.6, 264, 0.54, narrow=False)
NARROW = _Frame(350, 320, 26, 44, 254, 0.54, narrow=True)


def weekly_bars(chart_id: str, weeks: list[Week], words: WeeklyWords) -> Figure:
    """The chart of these weeks, in their order."""
    return Figure(
        id=chart_id,
        title=words.title,
        description=words.description,
        wide=_draw(weeks, WIDE),
        narrow=_draw(weeks, NARROW),
        table=_table(weeks, words),
        key=_key(weeks, words),
        notes=tuple((letter, week.note) for letter, week in _lettered(weeks)),
    )


def _lettered(weeks: list[Week]) -> list[tuple[str, Week]]:
    noted = [week for week in weeks if week.note]
    return [(chr(ord("A") + i), week) for i, week in enumerate(noted)]


def _table(weeks: list[Week], words: WeeklyWords) -> Table:
    last = (words.last,) if words.last else ()
    rows = []
    for week in weeks:
        counts = tuple(written(part) for part in week.parts) if week.parts is not None else ("",) * len(words.series)
        before = (("" if week.last is None else written(week.last)),) if words.last else ()
        rows.append((week.label, *counts, *before))
    return Table(head=(words.week, *words.series, *last), rows=tuple(rows))


def _key(weeks: list[Week], words: WeeklyWords) -> tuple[KeyItem, ...]:
    series = [KeyItem(css, "box", name) for css, name in zip(BAR_CLASSES, words.series, strict=False)]
    if words.last and any(week.last is not None for week in weeks):
        series.append(KeyItem("last", "line", words.last))
    return tuple(series)


def _draw(weeks: list[Week], frame: _Frame) -> Drawing:
    most = max((max(sum(week.parts or ()), week.last or 0) for week in weeks), default=0)
    ticks = nice_ticks(0, most or 1, 4, smallest_step=1)
    scale = Scale(0, ticks[-1], frame.floor, frame.top)
    marks = _grid(ticks, scale, frame)
    slot = (frame.width - frame.left) / max(len(weeks), 1)
    every = _label_every(weeks, slot, frame)
    for i, week in enumerate(weeks):
        middle = frame.left + slot * (i + 0.5)
        marks += _bar(week, middle, slot * frame.bar_share, scale)
        if i % every == 0:
            marks += _label(week, middle, frame)
    marks += _letters(weeks, slot, frame) if frame.narrow else _notes(weeks, slot, frame)
    return Drawing(frame.width, frame.height, tuple(marks))


def _grid(ticks: list[float], scale: Scale, frame: _Frame) -> list[Mark]:
    marks: list[Mark] = []
    for tick in ticks:
        y = scale.place(tick)
        marks.append(line("axis" if tick == 0 else "grid", frame.left, y, frame.width, y))
        marks.append(text("t-tick", frame.left - 8, y + 5, written(tick), "end"))
    return marks


def _bar(week: Week, middle: float, width: float, scale: Scale) -> list[Mark]:
    marks: list[Mark] = []
    total = 0
    for part, css in zip(week.parts or (), BAR_CLASSES, strict=False):
        foot, head = scale.place(total), scale.place(total + part)
        gap = 1.3 if total and part else 0  # a hairline of paper between the parts
        if part:
            marks.append(rect(css, middle - width / 2, head, width, max(foot - head - gap, 0.5)))
        total += part
    if week.last is not None:
        y, half = scale.place(week.last), width * 0.7
        marks.append(line("last-halo", middle - half, y, middle + half, y))
        marks.append(line("last", middle - half, y, middle + half, y))
    if week.parts is not None:
        marks.append(text("t-strong", middle, _clear_of_mark(scale, total, week.last), written(total), "middle"))
    return marks


def _clear_of_mark(scale: Scale, total: int, last: int | None) -> float:
    """The height for a bar's total: just above the bar, or above the mark of the cycle before where that would strike it."""
    y = scale.place(total) - 7
    if last is None:
        return y
    mark = scale.place(last)
    return mark - 7 if y - 15 < mark <= y + 5 else y


def _label_every(weeks: list[Week], slot: float, frame: _Frame) -> int:
    widest = max((width_of(_first_line(week, frame)) for week in weeks), default=0)
    return max(1, math.ceil((widest + 6) / slot))


def _first_line(week: Week, frame: _Frame) -> str:
    return max(week.label.split(" ", 1), key=len) if frame.narrow else week.label


def _label(week: Week, middle: float, frame: _Frame) -> list[Mark]:
    lines = week.label.split(" ", 1) if frame.narrow else [week.label]
    return [text("t-tick", middle, frame.floor + 20 + 17 * i, words, "middle") for i, words in enumerate(lines)]


def _letters(weeks: list[Week], slot: float, frame: _Frame) -> list[Mark]:
    letters = {id(week): letter for letter, week in _lettered(weeks)}
    return [
        text("t-serif", frame.left + slot * (i + 0.5), frame.floor + 58, letters[id(week)], "middle")
        for i, week in enumerate(weeks)
        if id(week) in letters
    ]


def _notes(weeks: list[Week], slot: float, frame: _Frame) -> list[Mark]:
    """What happened, under its week; a note that would touch its neighbour goes a line lower."""
    marks: list[Mark] = []
    ends = [frame.left, frame.left]
    for i, week in enumerate(weeks):
        if not week.note:
            continue
        half = width_of(week.note) / 2
        middle = min(max(frame.left + slot * (i + 0.5), frame.left + half), frame.width - half)
        row = 0 if middle - half >= ends[0] else 1
        ends[row] = middle + half + 12
        anchor: Anchor = "middle"
        marks.append(text("t-serif", middle, frame.floor + 41 + 19 * row, week.note, anchor))
    return marks
