from collections import defaultdict
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, QuerySet

from judging.enums import STANDING_CONFLICTS, AssignmentState
from judging.models import Conflict, Score
from judging.queries.entries import is_judged, scored_entries
from programmes.models import Category, Cycle

SheetValues = dict[str, float]


def counted_sheets(cycle: Cycle, category: Category) -> dict[tuple[int, str], SheetValues]:
    """What counts in a category: values by criterion code of every sent sheet, by judge's id and entry's reference.

    The sheet of a judge with a conflict that stands does not count, nor that of an entry no longer judged.
    """
    rows = (
        counted_scores(cycle)
        .filter(assignment__entry__category=category)
        .values_list("assignment__seat__judge_id", "assignment__entry__reference", "criterion__code", "value")
    )
    sheets: defaultdict[tuple[int, str], SheetValues] = defaultdict(dict)
    for judge, entry, code, value in rows.order_by("pk"):
        sheets[judge, entry][code] = float(value)
    return dict(sheets)


def count_sheets(cycle: Cycle, category: Category) -> int:
    """How many sheets count in a category."""
    counted = counted_scores(cycle).filter(assignment__entry__category=category)
    return counted.order_by().values("assignment").distinct().count()


def counted_scores(cycle: Cycle) -> QuerySet[Score]:
    """The scores of every sent sheet, but those of a judge with a conflict that stands and of an entry no longer judged."""
    standing = Conflict.objects.filter(
        seat=OuterRef("assignment__seat"), entry=OuterRef("assignment__entry"), state__in=STANDING_CONFLICTS
    )
    # The cycle and the category are said directly: behind a subquery, PostgreSQL without fresh statistics (a large import in
    # one transaction) compares every score with every entry and every nomination.
    return Score.objects.filter(
        ~Exists(standing),
        is_judged("assignment__entry"),
        assignment__state=AssignmentState.SUBMITTED,
        assignment__entry__cycle=cycle,
    )


def weights_of(category: Category) -> dict[str, Decimal]:
    """The weight of each criterion of a category, by its code."""
    return dict(category.weights.values_list("criterion__code", "weight"))


def entries_short_of_sheets(cycle: Cycle) -> list[tuple[str, int]]:
    """Each entry with fewer sent sheets that count than the rules ask for: its reference, and how many it has."""
    if cycle.rulebook is None:
        return []
    judges = Count("assignment__seat__judge", distinct=True)
    have = dict(counted_scores(cycle).order_by().values_list("assignment__entry__reference").annotate(judges))
    least = cycle.rulebook.minimum_judges
    references = scored_entries(cycle).order_by("reference").values_list("reference", flat=True)
    return [(entry, have.get(entry, 0)) for entry in references if have.get(entry, 0) < least]
