"""A judge's list as its page shows it: what a list of hundreds says in each row is put into words here, not in the template."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from judging.enums import SeatRole
from judging.queries.panel_page import Line, PanelPage


@dataclass(frozen=True)
class PanelRow:
    """One row: where the sheet is, how the story begins, how long it takes, how far it is, and what standing aside says."""

    address: str
    reference: str
    begins: str
    to_read: str
    state: SafeString
    aside: str


@dataclass(frozen=True)
class Other:
    """One judge of the panel, and how many of their sheets are scored, in words."""

    name: str
    scored: str


def rows_of(lines: Iterable[Line]) -> list[PanelRow]:
    """The rows of these lines; each state is drawn once, and each sentence looked up once."""
    panel, minutes, aside = reverse("judging:panel"), _("%(n)s min"), _(": stand aside from %(entry)s")
    states: dict[tuple[bool, int, int], SafeString] = {}
    rows = []
    for line in lines:
        far = (line.sent, line.scored, line.criteria)
        if far not in states:
            states[far] = render_to_string("judging/partials/line_state.html", {"line": line})
        rows.append(
            PanelRow(
                address=f"{panel}{line.sheet}/",
                reference=line.reference,
                begins=line.story.begins,
                to_read=minutes % {"n": line.minutes},
                state=states[far],
                aside=aside % {"entry": line.reference},
            )
        )
    return rows


def others_on(page: PanelPage) -> list[Other]:
    """Who scores, in the order of their names, this judge among them."""
    you, scored = _("you"), _("%(scored)s of %(all)s")
    return [
        Other(
            name=f"{other.name}, {you}" if other.seat == page.seat.pk else other.name,
            scored=scored % {"scored": progress.scored, "all": progress.sheets},
        )
        for other, progress in page.panel
        if progress.sheets or other.role == SeatRole.JUDGE
    ]


def in_the_chair(page: PanelPage) -> list[str]:
    """The names of those who lead the panel and do not score."""
    return [other.name for other, progress in page.panel if other.role == SeatRole.CHAIR and not progress.sheets]
