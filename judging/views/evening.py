"""A judge's own sheets side by side."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from judging.enums import AssignmentState
from judging.models import Assignment
from judging.queries.sheets import criteria_of, with_scores
from programmes.models import Category, Criterion

MOST_COLUMNS = 11


@dataclass(frozen=True)
class OwnRow:
    """One own sheet: a value for each criterion, None where it is still to score; ``named`` has them with their criteria."""

    sheet: Assignment
    values: list[Any]
    named: list[tuple[str, Any]]
    total: float | None
    sent: bool


@dataclass(frozen=True)
class OwnTable:
    """One category's sheets of a judge, best first, and the mean each criterion got.

    ``spread`` has for each criterion how often the judge gave each of the scale's ``points``; empty for a long scale.
    """

    category: Category
    criteria: list[Criterion]
    rows: list[OwnRow]
    means: list[float | None]
    complete: bool
    points: list[int]
    spread: list[tuple[str, list[int]]]


def own_table(sheets: QuerySet[Assignment]) -> list[OwnTable]:
    """A judge's sheets by category, the highest total first, so that neighbours can be compared."""
    by_category: defaultdict[Category, list[Assignment]] = defaultdict(list)
    for sheet in with_scores(sheets).order_by("entry__category__position", "position"):
        by_category[sheet.entry.category].append(sheet)
    return [_table(category, own) for category, own in by_category.items()]


def _table(category: Category, sheets: list[Assignment]) -> OwnTable:
    criteria = criteria_of(category)
    rows = sorted(
        (_row(sheet, criteria) for sheet in sheets),
        key=lambda row: (row.total is None, -(row.total or 0), row.sheet.position),
    )
    points = _points(sheets[0])
    columns = list(zip(*(row.values for row in rows), strict=True))
    spread = [
        (criterion.title, [sum(value == point for value in column) for point in points])
        for criterion, column in zip(criteria, columns, strict=True)
    ]
    return OwnTable(
        category,
        criteria,
        rows,
        [_mean(column) for column in columns],
        all(row.total is not None for row in rows),
        points,
        spread,
    )


def _points(sheet: Assignment) -> list[int]:
    """The whole scores of the scale, where they are few enough for a column each."""
    rulebook = sheet.seat.panel.cycle.rulebook
    if rulebook is None or rulebook.scale_high - rulebook.scale_low >= MOST_COLUMNS:
        return []
    return list(range(rulebook.scale_low, rulebook.scale_high + 1))


def _row(sheet: Assignment, criteria: list[Criterion]) -> OwnRow:
    given = {score.criterion_id: score.value for score in sheet.own_scores}  # type: ignore[attr-defined]  # with_scores
    values = [given.get(criterion.pk) for criterion in criteria]
    weights = [criterion.weight for criterion in criteria]  # type: ignore[attr-defined]  # criteria_of annotates
    total = None
    if None not in values:
        total = float(sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights))
    return OwnRow(
        sheet,
        values,
        [(one.title, value) for one, value in zip(criteria, values, strict=True)],
        total,
        sheet.state == AssignmentState.SUBMITTED,
    )


def _mean(values: tuple[Any, ...]) -> float | None:
    given = [float(value) for value in values if value is not None]
    return sum(given) / len(given) if given else None
