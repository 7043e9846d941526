from django.db.models import QuerySet

from judging.enums import DecisionState
from judging.models import Decision, Minutes
from judging.queries.entries import judged_entries, standing_entries
from prepared import Place
from programmes.models import Category, Cycle


def decisions_of(cycle: Cycle | Place) -> QuerySet[Decision]:
    """The decisions that stand or wait for a second person, by category and place."""
    decisions = Decision.objects.filter(cycle=cycle).exclude(state=DecisionState.WITHDRAWN)
    return decisions.select_related(
        "category", "entry__person", "entry__team", "proposed_by", "confirmed_by", "cycle__programme"
    ).order_by("category__position", "place")


def judged_categories(cycle: Cycle) -> list[Category]:
    """The categories that have entries to decide between."""
    if cycle.rulebook is None:
        return []
    return list(
        cycle.rulebook.categories.filter(entries__in=judged_entries(cycle)).distinct().order_by("position", "pk")
    )


def undecided(cycle: Cycle) -> list[tuple[Category, list[int]]]:
    """Each category with the winners' places that no confirmed decision fills; places beyond the entries need none."""
    confirmed = set(decisions_of(cycle).filter(state=DecisionState.CONFIRMED).values_list("category_id", "place"))
    open_places = []
    for category in judged_categories(cycle):
        count = min(category.places, standing_entries(cycle).filter(category=category).count())
        places = [place for place in range(1, count + 1) if (category.pk, place) not in confirmed]
        if places:
            open_places.append((category, places))
    return open_places


def has_minutes(cycle: Cycle, category: Category) -> bool:
    """Whether the panel's minutes on this category are written."""
    return Minutes.objects.filter(deliberation__cycle=cycle, category=category).exists()
