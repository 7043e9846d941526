"""What a judge's panel page has hundreds of, drawn in Python: the same loops as templates take several times as long.

Every text is escaped here, as a template would.
"""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from judging.models import Seat
from judging.queries.panel_page import Line
from judging.views.panel_rows import Other, PanelRow

register = template.Library()


@register.simple_tag
def panel_rows(rows: Iterable[PanelRow], judging: bool) -> SafeString:
    """The judge's list as rows of its table; while ``judging``, each with the link to stand aside."""
    read, state, know = (escape(words) for words in (_("To read"), _("State"), _("I know them")))
    return mark_safe(  # noqa: S308 — of escaped parts
        "".join(
            f'<tr><th scope="row"><a href="{escape(row.address)}" class="ref">{escape(row.reference)}</a></th>'
            f'<td class="begins">{escape(row.begins)}</td>'
            f'<td class="num" data-label="{read}">{escape(row.to_read)}</td>'
            f'<td data-label="{state}">{row.state}</td>'
            f'<td class="stand-aside">{_know_them(row, know) if judging else ""}</td></tr>\n'
            for row in rows
        )
    )


def _know_them(row: PanelRow, know: str) -> str:
    hidden = f'<span class="visually-hidden">{escape(row.aside)}</span>'
    return f'<a href="{escape(row.address)}stand-aside/">{know}{hidden}</a>'


@register.simple_tag
def panel_ticks(lines: Iterable[Line]) -> SafeString:
    """One tick for each entry: scored, started, still open."""
    kinds = ("scored" if line.complete else "started" if line.scored else "open" for line in lines)
    return mark_safe("".join(f'<li class="{kind}"></li>' for kind in kinds))  # noqa: S308 — our own words


@register.simple_tag
def panel_others(others: Iterable[Other]) -> SafeString:
    """Who scores, each with how many of their sheets are scored."""
    drawn = (f"<div><dt>{escape(one.name)}</dt><dd>{escape(one.scored)}</dd></div>" for one in others)
    return mark_safe("".join(drawn))  # noqa: S308 — of escaped parts


@register.simple_tag
def earlier_panels(seats: Iterable[Seat]) -> SafeString:
    """Links to the panels of cycles that are over, as items of a list."""
    cycles = [seat.panel.cycle for seat in seats]
    drawn = (
        f'<li><a href="?cycle={quote(cycle.label, safe="")}">{escape(cycle.programme.title)}, {escape(cycle.known_as)}</a></li>'
        for cycle in cycles
    )
    return mark_safe("".join(drawn))  # noqa: S308 — of escaped parts
