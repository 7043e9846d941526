"""Which entries a round, and a judge in it, has to do with."""

import random

from django.db.models import Exists, OuterRef, QuerySet

from judging.models import Round, RoundOutcome, Seat
from judging.queries.conflicts import entries_barred_from
from judging.queries.entries import judged_entries
from nominations.models import Entry


def entries_in(one: Round) -> QuerySet[Entry]:
    """What a round is about: what is judged and no earlier round has cut."""
    cut = RoundOutcome.objects.filter(entry=OuterRef("pk"), through=False, round__position__lt=one.position)
    return judged_entries(one.cycle).exclude(Exists(cut))


def own_entries(one: Round, seat: Seat) -> QuerySet[Entry]:
    """What one judge votes on: of the categories of the seat, and never one from which the judge stands aside."""
    entries = entries_in(one).exclude(pk__in=entries_barred_from(seat, one.cycle))
    covered = [category.pk for category in seat.categories.all()]
    if covered:
        entries = entries.filter(category__in=covered)
    return entries.select_related("category", "person__team", "team").order_by("category__position", "reference")


def shuffled(entries: list[Entry], one: Round, seat: Seat) -> list[Entry]:
    """The same in an order of this judge's own within each category, so that no entry is everybody's last."""
    by_category: dict[int, list[Entry]] = {}
    for entry in entries:
        by_category.setdefault(entry.category_id, []).append(entry)
    for own in by_category.values():
        random.Random(f"{one.pk}:{seat.pk}").shuffle(own)  # noqa: S311 — an order, not a secret
    return [entry for own in by_category.values() for entry in own]
