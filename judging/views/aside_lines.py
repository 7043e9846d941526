"""Who stood aside, as the results page lists it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from judging.queries.stood_aside import ListedConflict, stood_aside


@dataclass(frozen=True)
class AsideLine:
    """A judge, from which entry and why, and how that is known."""

    judge: str
    words: str
    known: str


def aside_lines(conflicts: Iterable[ListedConflict]) -> list[AsideLine]:
    """One line for each judge and entry; each sentence is looked up once, since there may be hundreds."""
    off, declared, by_rule, upheld = (
        _("from %(entry)s."),
        _("Declared %(when)s"),
        _("Found by rule"),
        _("upheld by %(name)s"),
    )
    day = pgettext("date format", "j F Y")
    lines = []
    for one in stood_aside(conflicts):
        own, ruled_by = one.declared, one.ruled_by
        known = declared % {"when": written(timezone.localtime(own.found_at), day)} if own else by_rule
        lines.append(
            AsideLine(
                judge=one.judge,
                words=f"{off % {'entry': one.reference}} {one.why}",
                known=f"{known}, {upheld % {'name': ruled_by}}" if ruled_by else known,
            )
        )
    return lines
