"""What the results page has hundreds of, drawn in Python: the same loops as templates take several times as long.

Every text is escaped here, as a template would; the shapes are numbers of our own.
"""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from judging.views.aside_lines import AsideLine
from judging.views.ranking import JudgeRow, Row

if TYPE_CHECKING:
    from judging.views.long_page import LongParts

register = template.Library()


@register.simple_tag(takes_context=True)
def ranked_rows(context: Context, rows: Iterable[Row], grid: str) -> SafeString:
    """Ranked entries as rows of the table, put in last; ``grid`` is the lines of its scale."""
    names = [escape(name) for name in (_("Score"), _("Plain average"), _("Chance of first"))]
    parts: LongParts = context["long_parts"]
    return parts.later(mark_safe("".join([_ranked(row, grid, names) for row in rows])))  # noqa: S308 — of escaped parts


@register.simple_tag
def severity_rows(judges: Iterable[JudgeRow]) -> SafeString:
    """How strict each judge was, as rows of a table: the name, where it lies between strict and kind, the points."""
    return mark_safe("".join(map(_severity, judges)))  # noqa: S308 — of escaped parts


@register.simple_tag
def aside_items(lines: Iterable[AsideLine]) -> SafeString:
    """Who stood aside, as items of a list."""
    return mark_safe("".join(map(_aside, lines)))  # noqa: S308 — of escaped parts


def _ranked(row: Row, grid: str, names: list[str]) -> str:
    under = "<br>".join([escape(text) for text in (row.place, row.reference, row.doubts) if text])
    head = (
        f'<tr class="entry"><td class="rank">{row.rank}</td>'
        f'<th scope="row">{escape(row.name)}<span class="sub">{under}</span></th>'
    )
    if not row.picture:
        return f'{head}<td class="plot-cell soft">{escape(row.instead)}</td><td></td><td></td><td></td></tr>\n'
    score, average, chance = names
    was = f'<span class="sub">{row.was}</span>' if row.was else ""
    return (
        f'{head}<td class="plot-cell"><svg class="plot" viewBox="0 0 360 30" role="img" '
        f'aria-label="{row.words}">{grid}{row.picture}</svg></td>'
        f'<td class="num score" data-label="{score}">{row.score}</td>'
        f'<td class="num" data-label="{average}"><span>{row.raw}{was}</span></td>'
        f'<td class="num" data-label="{chance}">{row.chance}</td></tr>\n'
    )


def _severity(judge: JudgeRow) -> str:
    if judge.dot:
        told = (
            '<svg class="plot" viewBox="0 0 200 20" aria-hidden="true"><line class="lane" x1="0" x2="200" y1="10" y2="10"/>'
            '<line class="zero" x1="100" x2="100" y1="0" y2="20"/>'
            f'<line class="lean" x1="100" x2="{judge.dot}" y1="10" y2="10"/>'
            f'<circle class="lean-dot" cx="{judge.dot}" cy="10" r="5"/></svg>'
        )
    else:
        told = f'<span class="soft small">{escape(judge.note)}</span>'
    return f'<tr><th scope="row">{escape(judge.name)}</th><td>{told}</td><td class="num">{escape(judge.points)}</td></tr>\n'


def _aside(line: AsideLine) -> str:
    return f'<li><b>{escape(line.judge)}</b> {escape(line.words)} <span class="soft">{escape(line.known)}</span></li>\n'
