"""A whole chart: drawn for a desk and for a phone, with what it says in words and in figures."""

from dataclasses import dataclass

from charts.drawing import Drawing


@dataclass(frozen=True)
class Table:
    """The figures behind a chart, as they are written; the first column names the row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class KeyItem:
    """One entry of the key: the class of the mark that it explains, its shape (box, line or dot) and its words."""

    css_class: str
    shape: str
    words: str


@dataclass(frozen=True)
class Figure:
    """``id`` is unique on its page. ``notes`` explain the letters that the narrow drawing has room for: (letter, words)."""

    id: str
    title: str
    description: str
    wide: Drawing
    narrow: Drawing
    table: Table
    key: tuple[KeyItem, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
