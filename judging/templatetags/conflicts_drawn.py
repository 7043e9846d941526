"""Conflicts between judges and entries as rows of a table, drawn in Python: there are hundreds, and the same loop as a
template takes several times as long. Every text is escaped here, as a template would.
"""

from collections.abc import Container, Iterable
from html import escape

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from judging.enums import ConflictState
from judging.queries.stood_aside import ListedConflict
from programmes.models import Cycle

register = template.Library()


class _Said:
    """What the rows say, looked up once for all of them; each state is drawn once."""

    def __init__(self) -> None:
        self.entry, self.why, self.state = escape(_("Entry")), escape(_("Why")), escape(_("State"))
        self.rule, self.mistaken = escape(_("Rule on it")), escape(_("It is mistaken"))
        self._states: dict[tuple[str, bool], str] = {}

    def state_of(self, one: ListedConflict) -> str:
        """How it stands, and who ruled so, where somebody did."""
        key = (one.state, one.stands_by_rule)
        if key not in self._states:
            self._states[key] = render_to_string("judging/partials/conflict_state.html", {"conflict": one}).strip()
        return self._states[key] + ("" if one.state == ConflictState.OPEN else _under(f"{one.ruled_by}: {one.ruling}"))


@register.simple_tag
def conflict_rows(conflicts: Iterable[ListedConflict], cycle: Cycle, may_rule: Container[int]) -> SafeString:
    """The rows; ``may_rule`` are the ids of the conflicts on which the reader may rule."""
    said, page = _Said(), reverse("judging:seats", args=[cycle.programme.slug, cycle.name])
    rows = (_row(one, page if one.pk in may_rule else "", said) for one in conflicts)
    return mark_safe("".join(rows))  # noqa: S308 — of escaped parts


def _row(one: ListedConflict, page: str, said: _Said) -> str:
    reason = _under(one.reason) if one.reason else ""
    link = _link(one, page, said) if page else ""
    return (
        f'<tr><th scope="row">{escape(one.judge)}</th>'
        f'<td data-label="{said.entry}"><span>{escape(one.reference)}{_under(one.nominee)}</span></td>'
        f'<td data-label="{said.why}"><span>{escape(one.source_words)}{reason}</span></td>'
        f'<td data-label="{said.state}"><span>{said.state_of(one)} {link}</span></td></tr>\n'
    )


def _link(one: ListedConflict, page: str, said: _Said) -> str:
    words = said.mistaken if one.stands_by_rule else said.rule
    whom = f'<span class="visually-hidden"> ({escape(one.reference)}, {escape(one.judge)})</span>'
    return f'<a class="nowrap" href="{escape(page)}conflicts/{one.pk}/">{words}{whom}</a>'


def _under(words: str) -> str:
    return f'<span class="sub">{escape(words)}</span>'
