"""Which stories may be published, and which may not: each nominator said so when they sent theirs."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q, QuerySet

from nominations.enums import NominationState
from nominations.models import Entry, Evidence, Member, Notice
from nominations.queries.named import unpublished_people
from programmes.models import Cycle


def private_texts(cycle: Cycle) -> dict[int, list[str]]:
    """What was written about each entry (by its id) by nominators who have not agreed that it is published,
    or about somebody who asked that it is not; two queries.
    """
    asked_not_to = {person for _cycle, person in unpublished_people([cycle.pk])}
    naming = Member.objects.filter(person__in=asked_not_to).values("nomination")
    private = (
        Q(nomination__may_publish=False) | Q(nomination__entry__person__in=asked_not_to) | Q(nomination__in=naming)
    )
    rows = Evidence.objects.filter(private, nomination__entry__cycle=cycle)
    texts: dict[int, list[str]] = defaultdict(list)
    for entry, text in rows.values_list("nomination__entry", "text"):
        texts[entry].append(text)
    return texts


def publishable(entry: Entry) -> QuerySet[Evidence]:
    """What was written about this entry by nominators who let a line of it be printed."""
    if may_not_be_told(entry):
        return Evidence.objects.none()
    asked = Notice.objects.filter(cycle=entry.cycle_id, unpublished_at__isnull=False).values("person")
    told = Evidence.objects.filter(
        nomination__entry=entry, nomination__state=NominationState.ACCEPTED, nomination__may_publish=True
    )
    return told.exclude(nomination__in=Member.objects.filter(person__in=asked).values("nomination")).order_by("pk")


def may_not_be_told(entry: Entry) -> bool:
    """Whether the person who is honoured asked that their story is not published; their name is a question of its own."""
    return Notice.objects.filter(
        cycle=entry.cycle_id, person=entry.person_id, person__isnull=False, unpublished_at__isnull=False
    ).exists()


def asked_not_to_publish(award: str = "") -> Exists:
    """The same as a condition; ``award`` is the outer query's path to the award, with "__" at its end."""
    asked = Notice.objects.filter(
        cycle=OuterRef(f"{award}decision__cycle"),
        person=OuterRef(f"{award}decision__entry__person"),
        unpublished_at__isnull=False,
    )
    return Exists(asked)
