from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nominations.models import Entry


@dataclass(frozen=True)
class Nominated:
    """Who an entry is about: the name of the person or team, and the person's role and team; in place of both a sentence
    once the name has been removed.
    """

    name: str
    place: str


def nominated(entries: Collection[int]) -> dict[str, Nominated]:
    """Who these entries are about, by reference; one query of plain values, since a ranking may name thousands."""
    rows = Entry.objects.filter(pk__in=entries).order_by()
    removed = _("Name removed")
    return {
        reference: Nominated(
            name=removed if nameless else person or team or "", place=", ".join(filter(None, [job_role, their_team]))
        )
        for reference, nameless, person, team, job_role, their_team in rows.values_list(
            "reference",
            "nameless",
            "person__full_name",
            "team__name",
            "person__job_role__name",
            "person__team__name",
        )
    }
