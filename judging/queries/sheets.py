from django.db.models import Count, F, Prefetch, QuerySet

from accounts.models import User
from judging.enums import LIVE_ASSIGNMENTS, STANDING_CONFLICTS, AssignmentState
from judging.models import Assignment, Conflict, Score
from programmes.models import Category, Criterion, Cycle

UNSENT: tuple[str, ...] = (AssignmentState.ASSIGNED, AssignmentState.STARTED)


def own_sheets(judge: User) -> QuerySet[Assignment]:
    """The sheets that a judge may open: live ones of seats that they hold, without a standing conflict."""
    mine = Assignment.objects.filter(seat__judge=judge, seat__left_at=None, state__in=LIVE_ASSIGNMENTS)
    mine = mine.exclude(entry__in=judge_conflicts(judge).values("entry"))
    return mine.select_related("seat__panel__cycle__programme", "seat__panel__cycle__rulebook", "entry__category")


def judge_conflicts(judge: User) -> QuerySet[Conflict]:
    """The standing conflicts of this judge."""
    return Conflict.objects.filter(seat__judge=judge, state__in=STANDING_CONFLICTS)


def with_progress(sheets: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Annotate each sheet with how many of its criteria are scored (``scored``) and of how many (``criteria``)."""
    return sheets.annotate(
        scored=Count("scores", distinct=True), criteria=Count("entry__category__weights", distinct=True)
    )


def with_scores(sheets: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """The same sheets with their scores and criteria at hand (``own_scores``)."""
    return sheets.prefetch_related(
        Prefetch("scores", queryset=Score.objects.select_related("criterion"), to_attr="own_scores")
    )


def criteria_of(category: Category) -> list[Criterion]:
    """What is scored in a category, in the rulebook's order, each with its ``weight`` there and its levels at hand."""
    criteria = Criterion.objects.filter(places__category=category).annotate(weight=F("places__weight"))
    return list(criteria.prefetch_related("levels").order_by("position", "pk"))


def values_of(sheet: Assignment) -> dict[str, float]:
    """A sheet's scores by criterion code, as the trail holds them."""
    return {code: float(value) for code, value in sheet.scores.values_list("criterion__code", "value")}


def sheets_in(cycle: Cycle) -> QuerySet[Assignment]:
    """Every sheet of a cycle, with its judge and entry."""
    return Assignment.objects.filter(seat__panel__cycle=cycle).select_related("seat__judge", "entry")
