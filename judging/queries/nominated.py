from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from judging.queries.confidence import with_doubts
from nominations.models import Entry


class Nominated(NamedTuple):
    """Who an entry is about: the name of the person or team, the person's role and team, and the reference; in place of a
    name a sentence once it has been removed. ``doubts`` counts the judges who are not very sure of their sheet.
    """

    name: str
    place: str
    reference: str
    doubts: int


def nominated(entries: QuerySet[Entry], *, sealed: bool) -> dict[str, Nominated]:
    """Who these entries are about, by reference; one query of plain values, since a ranking may name thousands.

    Where names are ``sealed``, the reference is all that is said.
    """
    rows = with_doubts(entries).order_by()
    removed = _("Name removed")
    found: dict[str, Nominated] = {}
    for reference, doubts, nameless, person, team, job_role, their_team in rows.values_list(  # type: ignore[misc]  # with_doubts annotates
        "reference",
        "doubts",
        "nameless",
        "person__full_name",
        "team__name",
        "person__job_role__name",
        "person__team__name",
    ):
        if sealed:
            found[reference] = Nominated(reference, "", "", doubts)
        else:
            name = removed if nameless else person or team or ""
            found[reference] = Nominated(name, ", ".join(filter(None, [job_role, their_team])), reference, doubts)
    return found
