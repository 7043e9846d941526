from django.db.models import QuerySet

from judging.models import Result
from prepared import Place, prepared
from programmes.models import Category, Cycle


def newest_results(cycle: Cycle, method: str, *, whole: bool = True) -> dict[int, Result]:
    """The latest computation of each category by this method, by the category's id; without ``whole`` the figures of
    thousands of entries stay where they are until somebody asks for them, and with it what was kept of them does.
    """
    asked = _whole if whole else _kept
    return {result.category_id: result for result in asked(cycle=cycle.pk, method=method)}


def _computed(cycle: Place, method: Place) -> QuerySet[Result]:
    results = Result.objects.filter(cycle=cycle, method=method).select_related("category")
    return results.order_by("computed_at", "pk")


@prepared(cycle=int, method=str)
def _whole(cycle: Place, method: Place) -> QuerySet[Result]:
    return _computed(cycle, method).defer("outline")


@prepared(cycle=int, method=str)
def _kept(cycle: Place, method: Place) -> QuerySet[Result]:
    return _computed(cycle, method).defer("figures")


def newest_result(cycle: Cycle, category: Category, method: str) -> Result | None:
    """The latest computation of one category by this method; None before the first."""
    results = Result.objects.filter(cycle=cycle, category=category, method=method)
    return results.order_by("computed_at", "pk").last()
