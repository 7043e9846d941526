"""Who sits on a panel as rows of a table, drawn in Python: a panel may have hundreds of seats, and the same loop as a template
takes several times as long. Every text is escaped here, as a template would.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from judging.enums import SeatRole
from judging.models import Seat
from judging.queries.progress import Progress
from programmes.models import Cycle

register = template.Library()


class _Said:
    """What the rows say, looked up once for all of them."""

    def __init__(self) -> None:
        self.names = [escape(words) for words in (_("Role"), _("Categories"), _("Scored"), _("Sent"))]
        self.roles: dict[str, str] = {role.value: escape(str(role.label)) for role in SeatRole}
        self.outside, self.everything = escape(_("From outside")), escape(_("All"))
        self.best, self.cap, self.scored = _("knows best: %(title)s"), _("at most %(cap)s"), _("%(scored)s of %(all)s")
        self.end, self.of = escape(_("End the seat")), _("of %(name)s")
        self.not_signed = render_to_string("judging/partials/not_signed.html").strip()


@register.simple_tag
def seat_rows(panel: Iterable[tuple[Seat, Progress]], cycle: Cycle, may_seat: bool) -> SafeString:
    """The rows, each with how far the judge is; where the reader ``may_seat``, with the link to end the seat."""
    said, page = _Said(), escape(reverse("judging:seats", args=[cycle.programme.slug, cycle.name]))
    drawn = []
    for seat, progress in panel:
        end = f"<td>{_end(seat, page, said)}</td>" if may_seat else ""
        drawn.append(f"<tr>{_who(seat, said)}{_for_what(seat, said)}{_how_far(progress, said)}{end}</tr>\n")
    return mark_safe("".join(drawn))  # noqa: S308 — of escaped parts


def _who(seat: Seat, said: _Said) -> str:
    judge = seat.judge
    place = said.outside if judge.is_external else escape(judge.team.name if judge.team else "")
    signed = "" if seat.signed_at else said.not_signed
    return f'<th scope="row">{escape(judge.full_name)}<span class="sub">{place}</span>{signed}</th>'


def _for_what(seat: Seat, said: _Said) -> str:
    role, categories, _scored, _sent = said.names
    covered = ", ".join(escape(category.title) for category in seat.categories.all()) or said.everything
    under = [said.best % {"title": category.title} for category in seat.preferred.all()]
    under += [said.cap % {"cap": seat.cap}] if seat.cap else []
    more = "".join(f'<span class="sub">{escape(words)}</span>' for words in under)
    return f'<td data-label="{role}">{said.roles[seat.role]}</td><td data-label="{categories}">{covered}{more}</td>'


def _how_far(progress: Progress, said: _Said) -> str:
    _role, _categories, scored, sent = said.names
    far = escape(said.scored % {"scored": progress.scored, "all": progress.sheets}) if progress.sheets else "–"
    gone = progress.sent if progress.sheets else "–"
    return f'<td class="num" data-label="{scored}">{far}</td><td class="num" data-label="{sent}">{gone}</td>'


def _end(seat: Seat, page: str, said: _Said) -> str:
    whose = escape(said.of % {"name": seat.judge.full_name})
    return f'<a href="{page}seats/{seat.pk}/leave/">{said.end}<span class="visually-hidden"> {whose}</span></a>'
