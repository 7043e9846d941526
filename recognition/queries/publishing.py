"""Which stories may be published, and which may not: each nominator said so when they sent theirs."""

from collections import defaultdict

from django.db.models import QuerySet

from nominations.enums import NominationState
from nominations.models import Entry, Evidence
from programmes.models import Cycle


def private_texts(cycle: Cycle) -> dict[int, list[str]]:
    """What was written about each entry (by its id) by nominators who have not agreed that it is published; one query."""
    rows = Evidence.objects.filter(nomination__entry__cycle=cycle, nomination__may_publish=False)
    texts: dict[int, list[str]] = defaultdict(list)
    for entry, text in rows.values_list("nomination__entry", "text"):
        texts[entry].append(text)
    return texts


def publishable(entry: Entry) -> QuerySet[Evidence]:
    """What was written about this entry by nominators who let a line of it be printed."""
    return Evidence.objects.filter(
        nomination__entry=entry, nomination__state=NominationState.ACCEPTED, nomination__may_publish=True
    ).order_by("pk")
