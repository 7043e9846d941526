"""What the page of results shows beside the rankings, no more of each than it says."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from judging.models import Decision, Deliberation, Minutes
from judging.queries.decisions import decisions_of
from prepared import Place, prepared
from programmes.models import Cycle


def meeting_on(cycle: Cycle) -> Deliberation | None:
    """The panel's meeting, with the names of who attended."""
    return _meetings.first(cycle=cycle.pk)


def minutes_on(cycle: Cycle) -> dict[int, Minutes]:
    """The minutes by the id of their category, each with who wrote it."""
    return {found.category_id: found for found in _minutes(cycle=cycle.pk)}


def decisions_on(cycle: Cycle) -> list[Decision]:
    """The decisions that stand or wait for a second person, by category and place, with the names that are said of each."""
    return _decisions(cycle=cycle.pk)


def names_of(people: Iterable[int]) -> dict[str, str]:
    """The names of these people, by their ids as results hold them."""
    return {str(pk): full_name for pk, full_name in _names(people=list(people))}


@prepared(cycle=int)
def _meetings(cycle: Place) -> QuerySet[Deliberation]:
    return Deliberation.objects.filter(cycle=cycle).prefetch_related(
        Prefetch("attended", User.objects.only("full_name"))
    )


@prepared(cycle=int)
def _minutes(cycle: Place) -> QuerySet[Minutes]:
    written = Minutes.objects.filter(deliberation__cycle=cycle).select_related("written_by")
    return written.only("category", "text", "written_at", "written_by__full_name")


@prepared(cycle=int)
def _decisions(cycle: Place) -> QuerySet[Decision]:
    named = decisions_of(cycle).select_related(None)
    return named.select_related("entry__person", "entry__team", "proposed_by", "confirmed_by").only(
        "category",
        "place",
        "commended",
        "justification",
        "departs_from_ranking",
        "state",
        "confirmed_at",
        "entry__reference",
        "entry__nameless",
        "entry__person__full_name",
        "entry__team__name",
        "proposed_by__full_name",
        "confirmed_by__full_name",
    )


@prepared(people=list)
def _names(people: Place) -> QuerySet[User, Any]:
    return User.objects.filter(pk__in=people).order_by().values_list("pk", "full_name")
