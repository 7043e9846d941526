"""Bars by week, one series upon another, with a mark for what one compares with."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.scales import Scale, nice_ticks, place, short

CLASSES = ("bar-a", "bar-b", "bar-c")
TOTAL_HEIGHT = 24.0  # a number over a bar, with its air
MOST_LABELS = {"wide": 12, "narrow": 5}


@dataclass(frozen=True)
class Series:
    """One colour of the bars: its name and a value for every label."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True)
class Piece:
    """One rectangle."""

    css: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Bar:
    """One bar: its pieces from the foot up, its label and total and where these stand, and the mark across it."""

    label: str
    total: str
    middle: str
    total_y: str
    pieces: tuple[Piece, ...]
    mark_y: str
    mark_from: str
    mark_to: str


@dataclass(frozen=True)
class Tick:
    """A line across the picture and its number."""

    y: str
    label: str


@dataclass(frozen=True)
class BarDrawing:
    """One drawing, ready for the template; ``label_y`` is where the labels under the axis stand."""

    css: str
    width: int
    height: int
    left: str
    right: str
    foot: str
    label_y: str
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class BarChart:
    """A chart with its words: two drawings (desk and phone), the key, and the figures as a table."""

    ident: str
    title: str
    description: str
    drawings: tuple[BarDrawing, ...]
    key: tuple[tuple[str, str], ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def bar_chart(
    *,
    ident: str,
    title: str,
    description: str,
    label_head: str,
    labels: Sequence[str],
    series: Sequence[Series],
    marks: Series | None = None,
) -> BarChart:
    """Stacked bars over ``labels``. ``marks`` is drawn as a line across each bar, such as the same week a year before.

    Raises ValueError where a series has not one value for each label, or there are more than three series.
    """
    everything = [*series, *([marks] if marks else [])]
    if any(len(one.values) != len(labels) for one in everything) or len(series) > len(CLASSES):
        raise ValueError("each of at most three series needs one value for each label")
    top = max(
        [
            1.0,
            *(sum(values) for values in zip(*(one.values for one in series), strict=True)),
            *(marks.values if marks else ()),
        ]
    )
    drawings = tuple(
        _drawing(css, width, height, labels, series, marks, top)
        for css, width, height in (("chart-wide", 820, 300), ("chart-narrow", 350, 260))
    )
    return BarChart(
        ident=ident,
        title=title,
        description=description,
        drawings=drawings,
        key=tuple((css, one.name) for css, one in zip(CLASSES, series, strict=False))
        + ((("last", marks.name),) if marks else ()),
        head=(label_head, *(one.name for one in everything)),
        rows=tuple((label, *(short(one.values[index]) for one in everything)) for index, label in enumerate(labels)),
    )


def _drawing(
    css: str, width: int, height: int, labels: Sequence[str], series: Sequence[Series], marks: Series | None, top: float
) -> BarDrawing:
    ticks = nice_ticks(0, top)
    left, foot = 34.0, height - 36.0
    up = Scale(0, ticks[-1], foot, 26.0)
    slot = (width - left) / max(len(labels), 1)
    every = -(-len(labels) // MOST_LABELS[css.removeprefix("chart-")])
    bars = [
        _bar(label if index % every == 0 else "", index, left + slot * index, slot, up, series, marks)
        for index, label in enumerate(labels)
    ]
    return BarDrawing(
        css=css,
        width=width,
        height=height,
        left=place(left),
        right=place(width),
        foot=place(foot),
        label_y=place(foot + 22),
        ticks=tuple(Tick(place(up.at(tick)), short(tick)) for tick in ticks),
        bars=tuple(bars),
    )


def _bar(
    label: str, index: int, x: float, slot: float, up: Scale, series: Sequence[Series], marks: Series | None
) -> Bar:
    width = min(slot * 0.62, 64.0)
    from_x, height_so_far = x + (slot - width) / 2, 0.0
    pieces = []
    for css, one in zip(CLASSES, series, strict=False):
        value = one.values[index]
        if value:
            y = up.at(height_so_far + value)
            pieces.append(Piece(css, place(from_x), place(y), place(width), place(up.at(height_so_far) - y)))
            height_so_far += value
    mark, head = up.at(marks.values[index]) if marks else 0.0, up.at(height_so_far)
    crossed = marks is not None and head - TOTAL_HEIGHT < mark < head
    return Bar(
        label=label,
        total=short(height_so_far) if height_so_far else "",
        middle=place(x + slot / 2),
        total_y=place((mark if crossed else head) - 7),
        pieces=tuple(pieces),
        mark_y=place(mark) if marks else "",
        mark_from=place(from_x - 5),
        mark_to=place(from_x + width + 5),
    )
