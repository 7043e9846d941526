"""The marks a drawing is made of. Every coordinate is a finished string, so that no locale can put a comma into an SVG."""

from dataclasses import dataclass
from typing import ClassVar, Literal

Anchor = Literal["start", "middle", "end"]

CHARACTER = 7.0  # mean width of a letter of the text face at 14.5 units; enough to keep labels apart


def at(value: float) -> str:
    """A coordinate with one decimal at most; never "-0"."""
    written = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if written in {"", "-0"} else written


def width_of(text: str) -> float:
    """About how wide a label is, in units of the drawing."""
    return len(text) * CHARACTER


@dataclass(frozen=True)
class Line:
    """A straight line in the style of ``css_class``."""

    kind: ClassVar[str] = "line"
    css_class: str
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Rect:
    """A bar or an interval; ``radius`` rounds its corners."""

    kind: ClassVar[str] = "rect"
    css_class: str
    x: str
    y: str
    width: str
    height: str
    radius: str = "0"


@dataclass(frozen=True)
class Circle:
    """A dot."""

    kind: ClassVar[str] = "circle"
    css_class: str
    x: str
    y: str
    radius: str


@dataclass(frozen=True)
class Path:
    """A line through many points; ``d`` as SVG writes it."""

    kind: ClassVar[str] = "path"
    css_class: str
    d: str


@dataclass(frozen=True)
class Text:
    """Words in the drawing; the template escapes them."""

    kind: ClassVar[str] = "text"
    css_class: str
    x: str
    y: str
    words: str
    anchor: Anchor = "start"


Mark = Line | Rect | Circle | Path | Text


@dataclass(frozen=True)
class Drawing:
    """Marks in the order they are painted, on a sheet of ``width`` by ``height`` units."""

    width: int
    height: int
    marks: tuple[Mark, ...]


def line(css_class: str, x1: float, y1: float, x2: float, y2: float) -> Line:
    """A line between two points."""
    return Line(css_class, at(x1), at(y1), at(x2), at(y2))


def rect(css_class: str, x: float, y: float, width: float, height: float, *, radius: float = 0) -> Rect:
    """A rectangle from its top left corner."""
    return Rect(css_class, at(x), at(y), at(width), at(height), at(radius))


def circle(css_class: str, x: float, y: float, radius: float) -> Circle:
    """A circle about its middle."""
    return Circle(css_class, at(x), at(y), at(radius))


def text(css_class: str, x: float, y: float, words: str, anchor: Anchor = "start") -> Text:
    """Words that begin, centre or end at ``x``."""
    return Text(css_class, at(x), at(y), words, anchor)


def polyline(css_class: str, points: list[tuple[float, float]]) -> Path:
    """A path through the points in their order."""
    return Path(css_class, "".join(f"{'L' if i else 'M'}{at(x)} {at(y)}" for i, (x, y) in enumerate(points)))
