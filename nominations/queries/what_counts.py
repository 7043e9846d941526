"""What a form has to know of the rules: the categories, and what judges look for in each."""

from dataclasses import dataclass
from decimal import Decimal

from nominations.remembered import remembered
from programmes.enums import Stage
from programmes.models import Category, Criterion, CriterionCategory, Cycle


@dataclass(frozen=True)
class WhatCounts:
    """A category with its criteria and how many of 100 each weighs."""

    category: Category
    criteria: list[tuple[Criterion, Decimal]]


def what_counts(cycle: Cycle) -> list[WhatCounts]:
    """Each category of the cycle's rules with its criteria in their order; two queries, remembered once it has opened.

    From then on the database itself refuses any change of these rules.
    """
    if cycle.stage == Stage.PLANNED:
        return _read(cycle)
    return remembered(f"what-counts:{cycle.rulebook_id}", lambda: _read(cycle))


def _read(cycle: Cycle) -> list[WhatCounts]:
    weights: dict[int, list[tuple[Criterion, Decimal]]] = {}
    rows = (
        CriterionCategory.objects.filter(category__rulebook=cycle.rulebook)
        .select_related("criterion")
        .order_by("criterion__position", "criterion")
    )
    for row in rows:
        weights.setdefault(row.category_id, []).append((row.criterion, row.weight))
    categories = Category.objects.filter(rulebook=cycle.rulebook)
    return [WhatCounts(category, weights.get(category.pk, [])) for category in categories]


def criteria_of(counts: list[WhatCounts]) -> list[Criterion]:
    """Every criterion of these categories once."""
    seen = {criterion.pk: criterion for one in counts for criterion, _weight in one.criteria}
    return list(seen.values())
