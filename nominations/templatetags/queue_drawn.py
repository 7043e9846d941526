"""The rows of a manager's queue, drawn in Python: a page has fifty, and a template takes several times as long for them.

Every text is escaped here, as a template would.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nominations.views.queue_rows import Row

register = template.Library()


@register.simple_tag
def queue_rows(rows: Iterable[Row], can_screen: bool) -> SafeString:
    """The nominations as rows of their table; while they are screened, each with its tick."""
    category, sender, came, state, decline, answered = (
        escape(words)
        for words in (
            _("Category"),
            _("From"),
            _("Came in"),
            _("State"),
            _("Decline"),
            _("Its nominator has answered: read it again."),
        )
    )
    return mark_safe(  # noqa: S308 — of escaped parts
        "".join(
            "<tr data-key-row>"
            f"{_tick(row) if can_screen else ''}"
            f'<th scope="row"><a data-key="o" href="{escape(row.address)}">{escape(row.nominee)}</a>'
            f'<span class="sub"><span class="ref">{escape(row.reference)}</span>{_team(row)}</span></th>'
            f'<td data-label="{category}">{escape(row.category)}</td>'
            f'<td data-label="{sender}"><span>{escape(row.nominator)}{_beside(row)}</span></td>'
            f'<td class="when" data-label="{came}">{escape(row.came)}</td>'
            f'<td data-label="{state}"><span>{row.state}{_decline(row, decline)}{_said(row, answered)}</span></td></tr>\n'
            for row in rows
        )
    )


def _tick(row: Row) -> str:
    if not row.tick:
        return "<td></td>"
    box = '<input class="form-check-input" type="checkbox" data-key="x" name="nomination"'
    return f'<td>{box} value="{row.pk}" aria-label="{escape(row.tick)}"></td>'


def _team(row: Row) -> str:
    return f", {escape(row.team)}" if row.team else ""


def _beside(row: Row) -> str:
    return f'<span class="sub">{row.beside}</span>' if row.beside else ""


def _decline(row: Row, decline: str) -> str:
    if not row.waits:
        return ""
    hidden = '<a class="visually-hidden" tabindex="-1" aria-hidden="true" data-key="d"'
    return f'{hidden} href="{escape(row.address)}?open=decline#decline">{decline}</a>'


def _said(row: Row, answered: str) -> str:
    if row.against:
        return f'<span class="sub">{escape(row.against)}</span>'
    return f'<span class="sub">{answered}</span>' if row.answered else ""
