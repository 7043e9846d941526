"""The step "Nominations" in a cycle's rail."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from nominations.queries.nominations import to_screen
from programmes.enums import Stage
from programmes.models import Cycle


def nominations_step(cycle: Cycle) -> list[dict[str, Any]]:
    """Its word says until when it is open, or how many wait; one query at most."""
    word, state = _standing(cycle)
    url = reverse("nominations:queue", args=[cycle.programme.slug, cycle.name])
    return [{"key": "nominations", "name": _("Nominations"), "word": word, "state": state, "url": url}]


def _standing(cycle: Cycle) -> tuple[str, str]:
    if cycle.stage == Stage.PLANNED:
        return _("From %(day)s") % {"day": _day(cycle.opens_at)}, "later"
    if cycle.stage == Stage.OPEN:
        return _("Open until %(day)s") % {"day": _day(cycle.screening_at)}, "now"
    if cycle.stage != Stage.SCREENING:
        return _("Done"), "done"
    known: int | None = getattr(cycle, "known_to_screen", None)  # counted already on the queue's own page
    waiting = to_screen(cycle).count() if known is None else known
    if not waiting:
        return _("All screened"), "done"
    return ngettext("%(count)s to screen", "%(count)s to screen", waiting) % {"count": waiting}, "now"


def _day(at: Any) -> str:
    return written(timezone.localtime(at), pgettext("date format without year", "j F"))
