import json
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from evaluation.exports.cells import plain
from evaluation.queries.figures import CycleFigures
from evaluation.queries.report import Section, Table


def to_json(figures: CycleFigures, sections: Sequence[Section]) -> bytes:
    """The report as JSON.

    ``{"cycle", "programme", "title", "stage", "currency", "made_at", "conclusion", "sections": [{"key", "title", "words",
    "tables": [{"key", "title", "note", "columns": [{"key", "head"}], "rows": [{column key: value}]}]}]}``. Keys are
    stable; titles, heads and notes are words for people. ``null`` is a figure that is not known or is kept back, shares
    are 0 to 1, dates ISO 8601, money a number in ``currency``.
    """
    report = {**_content(figures, sections), "made_at": timezone.now().isoformat(timespec="seconds")}
    return json.dumps(report, ensure_ascii=False, indent=1).encode()


def content_of(figures: CycleFigures, sections: Sequence[Section]) -> str:
    """The same without the time it was made: equal texts are equal reports."""
    return json.dumps(_content(figures, sections), ensure_ascii=False, sort_keys=True)


def _content(figures: CycleFigures, sections: Sequence[Section]) -> dict[str, Any]:
    cycle = figures.cycle
    return {
        "cycle": cycle.label,
        "programme": cycle.programme.slug,
        "title": cycle.known_as,
        "stage": cycle.stage,
        "currency": figures.currency,
        "conclusion": figures.review.conclusion,
        "sections": [_section(section) for section in sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "words": list(section.words),
        "tables": [_table(table) for table in section.tables],
    }


def _table(table: Table) -> dict[str, Any]:
    keys = [column.key for column in table.columns]
    return {
        "key": table.key,
        "title": table.title,
        "note": table.note,
        "columns": [{"key": column.key, "head": column.head} for column in table.columns],
        "rows": [dict(zip(keys, (plain(value) for value in row), strict=True)) for row in table.rows],
    }
