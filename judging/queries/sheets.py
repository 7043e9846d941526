from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Exists, F, Func, IntegerField, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.expressions import Star
from django.db.models.functions import Coalesce

from accounts.models import User
from judging.enums import LIVE_ASSIGNMENTS, STANDING_CONFLICTS, AssignmentState
from judging.models import Assignment, Conflict, Score, Seat
from judging.queries.samples.gate import held_back
from prepared import Place, prepared
from programmes.models import Category, Criterion, CriterionCategory, Cycle, Level

UNSENT: tuple[str, ...] = (AssignmentState.ASSIGNED, AssignmentState.STARTED)


@dataclass(frozen=True)
class Held:
    """One criterion of a sheet as it stands: its code and title, and the score that is held, if any."""

    criterion: int
    code: str
    title: str
    score: int | None
    value: Decimal | None


def own_sheets(judge: User | Place) -> QuerySet[Assignment]:
    """The sheets that a judge may open: live ones of seats that they hold on signed terms, without a standing conflict."""
    mine = _of_judge(judge).filter(~Exists(_conflicts_of_sheets()))
    return mine.select_related("seat__panel__cycle__programme", "seat__panel__cycle__rulebook", "entry__category")


def _conflicts_of_sheets() -> QuerySet[Conflict]:
    return Conflict.objects.filter(seat=OuterRef("seat"), entry=OuterRef("entry"), state__in=STANDING_CONFLICTS)


def _of_judge(judge: User | Place) -> QuerySet[Assignment]:
    signed = {"seat__left_at": None, "seat__signed_at__isnull": False}
    return Assignment.objects.filter(seat__judge=judge, state__in=LIVE_ASSIGNMENTS, **signed)


@prepared(judge=int, sheet=int)
def sheet_to_open(judge: Place, sheet: Place) -> QuerySet[Assignment]:
    """One of the same with all that a sheet's page shows, and whether the samples come first (``held_back``).

    ``stands_aside`` is False, for it was chosen by that.
    """
    own = own_sheets(judge).filter(pk=sheet).annotate(held_back=held_back())
    return _not_aside(own.select_related("entry__person__team", "entry__team"))


def own_order(seat: Seat) -> list[int]:
    """The ids of the sheets that a judge may open on this seat of theirs, in their own order."""
    return _own_order(seat=seat.pk)


@prepared(seat=int)
def _own_order(seat: Place) -> QuerySet[Assignment, int]:
    live = Assignment.objects.filter(~Exists(_conflicts_of_sheets()), seat=seat, state__in=LIVE_ASSIGNMENTS)
    return live.order_by("position", "pk").values_list("pk", flat=True)


@prepared(judge=int, sheet=int)
def sheet_to_touch(judge: Place, sheet: Place) -> QuerySet[Assignment]:
    """A judge's live sheet with no more than a touch asks for: who writes, the stage, the scale, what the trail names.

    Whether a conflict stands it leaves to the save, whose one statement asks and writes at once.
    """
    sheets = _of_judge(judge).filter(pk=sheet)
    sheets = sheets.select_related("seat__panel__cycle__programme", "seat__panel__cycle__rulebook", "entry")
    return _not_aside(sheets).only(
        "state",
        "version",
        "seat__judge_id",
        "seat__left_at",
        "seat__signed_at",
        "seat__panel__cycle__name",
        "seat__panel__cycle__stage",
        "seat__panel__cycle__programme__slug",
        "seat__panel__cycle__rulebook__scale_low",
        "seat__panel__cycle__rulebook__scale_high",
        "entry__reference",
        "entry__category_id",
    )


def _not_aside(sheets: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Tell the rule that it need not ask for conflicts: these were chosen without, or the save asks."""
    return sheets.annotate(stands_aside=Value(value=False, output_field=BooleanField()))


def with_progress(sheets: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Annotate each sheet with how many of its criteria are scored (``scored``) and of how many (``criteria``)."""
    criteria = CriterionCategory.objects.filter(category=OuterRef("entry__category"))
    return with_scored(sheets).annotate(criteria=_many(criteria))


def with_scored(sheets: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Annotate each sheet with how many of its criteria are scored (``scored``)."""
    return sheets.annotate(scored=_many(Score.objects.filter(assignment=OuterRef("pk"))))


def _many(rows: QuerySet[Score] | QuerySet[CriterionCategory]) -> Coalesce:
    """How many rows there are: counted by themselves, since joined to the sheets they would multiply, and out of an index."""
    counted = rows.order_by().annotate(all=Func(Star(), function="COUNT", output_field=IntegerField())).values("all")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def with_scores(sheets: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """The same sheets with their scores and criteria at hand (``own_scores``)."""
    return sheets.prefetch_related(
        Prefetch("scores", queryset=Score.objects.select_related("criterion"), to_attr="own_scores")
    )


def criteria_of(category: Category) -> list[Criterion]:
    """What is scored in a category, in the rulebook's order, each with its ``weight`` there."""
    return _criteria(category=category.pk)


@prepared(category=int)
def _criteria(category: Place) -> QuerySet[Criterion]:
    criteria = Criterion.objects.filter(places__category=category).annotate(weight=F("places__weight"))
    return criteria.order_by("position", "pk")


def words_of_levels(category: Category) -> dict[int, dict[int, str]]:
    """What each score looks like, by criterion and value, for the criteria of a category."""
    words: dict[int, dict[int, str]] = {}
    for criterion, value, description in _levels(category=category.pk):
        words.setdefault(criterion, {})[value] = description
    return words


@prepared(category=int)
def _levels(category: Place) -> QuerySet[Level, Any]:
    levels = Level.objects.filter(criterion__places__category=category).order_by("criterion", "value")
    return levels.values_list("criterion_id", "value", "description")


@prepared(sheet=int)
def scores_on(sheet: Place) -> QuerySet[Score, Any]:
    """The scores that a sheet holds: criterion, value and words."""
    return Score.objects.filter(assignment=sheet).values_list("criterion_id", "value", "comment")


def held_on(sheet: Assignment) -> dict[str, Held]:
    """What is scored on a sheet, by criterion code in the rulebook's order, with the scores that it holds; one query."""
    return {row[1]: Held(*row) for row in _held(sheet=sheet.pk, category=sheet.entry.category_id)}


@prepared(sheet=int, category=int)
def _held(sheet: Place, category: Place) -> QuerySet[Criterion, Any]:
    mine = Score.objects.filter(assignment=sheet, criterion=OuterRef("pk")).order_by()  # one at most
    criteria = Criterion.objects.filter(places__category=category).order_by("position", "pk")
    return criteria.values_list("pk", "code", "title", Subquery(mine.values("pk")), Subquery(mine.values("value")))


def values_of(sheet: Assignment) -> dict[str, float]:
    """A sheet's scores by criterion code, as the trail holds them."""
    return {code: float(value) for code, value in sheet.scores.values_list("criterion__code", "value")}


def sheets_in(cycle: Cycle) -> QuerySet[Assignment]:
    """Every sheet of a cycle, with its judge and entry."""
    return Assignment.objects.filter(seat__panel__cycle=cycle).select_related("seat__judge", "entry")
