"""What the public page of a programme shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string

from programmes.enums import Stage
from programmes.models import Category, Criterion, CriterionCategory, Cycle, Frequency, Programme, Rulebook
from programmes.recurrence import rule_in_words


@dataclass(frozen=True)
class Moment:
    """One line of the order of things: what (rules, open, judging, deliberating, announced), when, and whether it is over.

    ``other_year``: nominations open in another year, so that the day alone would mislead.
    """

    what: str
    at: datetime
    state: Literal["past", "now", "later"]
    other_year: bool = False


@dataclass(frozen=True)
class Weighing:
    """What counts in some categories alike: each criterion and its weight of 100."""

    categories: list[Category]
    weights: list[tuple[Criterion, Any]]


SHOWN = (Stage.OPEN, Stage.JUDGING, Stage.DELIBERATING, Stage.ANNOUNCED)


def order_of_things(cycle: Cycle, rulebook: Rulebook | None) -> list[Moment]:
    """The dates of a cycle as the public meets them."""
    moments = []
    if rulebook is not None and rulebook.published_at:
        moments.append(
            Moment("rules", rulebook.published_at, "past", rulebook.published_at.year != cycle.opens_at.year)
        )
    for stage in SHOWN:
        at = cycle.begins(stage)
        if at is None:
            continue
        state: Literal["past", "now", "later"] = "past" if cycle.has_reached(stage) else "later"
        moments.append(Moment(stage, at, "now" if cycle.stage == stage else state, at.year != cycle.opens_at.year))
    return moments


def weighings(rulebook: Rulebook) -> list[Weighing]:
    """What counts, with categories that count alike together; one query."""
    rows = CriterionCategory.objects.filter(category__rulebook=rulebook).select_related("criterion", "category")
    in_order = rows.order_by("category__position", "category__pk", "criterion__position", "criterion__pk")
    return _alike((row.category, row.criterion, row.weight) for row in in_order)


def weighings_in(rulebook: Rulebook) -> list[Weighing]:
    """The same of a version ``with_rules``, in no query."""
    placed = {
        (place.category_id, criterion.pk): place.weight
        for criterion in rulebook.criteria.all()
        for place in criterion.places.all()
    }
    return _alike(
        (category, criterion, placed[category.pk, criterion.pk])
        for category in rulebook.categories.all()
        for criterion in rulebook.criteria.all()
        if (category.pk, criterion.pk) in placed
    )


def _alike(rows: Iterable[tuple[Category, Criterion, Any]]) -> list[Weighing]:
    weights: dict[Category, list[tuple[Criterion, Any]]] = {}
    for category, criterion, weight in rows:
        weights.setdefault(category, []).append((criterion, weight))
    alike: dict[tuple[tuple[int, Any], ...], Weighing] = {}
    for category, counted in weights.items():
        known = alike.setdefault(tuple((criterion.pk, weight) for criterion, weight in counted), Weighing([], counted))
        known.categories.append(category)
    return list(alike.values())


def service_promised(found: list[Weighing]) -> list[str]:
    """The service that customers are promised (K2): the standard that each criterion serves, each once."""
    standards = [criterion.service_standard for weighing in found for criterion, _weight in weighing.weights]
    return [standard for standard in dict.fromkeys(standards) if standard]


def how_often(programme: Programme) -> str:
    """How often the programme runs, as people say it; empty where nobody has decided, or where the rule is no rule."""
    frequency = Frequency.objects.filter(programme=programme).first()
    return in_words(frequency) if frequency else ""


def in_words(frequency: Frequency) -> str:
    """A frequency as people say it; empty where its rule is no rule."""
    try:
        return rule_in_words(frequency.rrule, frequency.starts_on)
    except ValidationError:
        return ""


def tally_of(cycle: Cycle) -> dict[str, Any] | None:
    """How many stories an open cycle has, as the nominations room may tell everybody; None where no room tells."""
    if not settings.PROGRAMME_TALLY:
        return None
    tally: dict[str, Any] = import_string(settings.PROGRAMME_TALLY)(cycle)
    return tally


def honours_of(programme: Programme) -> list[dict[str, Any]]:
    """Recent winners who agreed to be named, as the recognition room gives them: kicker, name, detail, quote, url."""
    if not settings.PROGRAMME_HONOURS:
        return []
    honours: list[dict[str, Any]] = import_string(settings.PROGRAMME_HONOURS)(programme)
    return honours
