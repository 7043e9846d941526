from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.enums import ConflictState, DecisionState
from judging.models import Conflict
from judging.queries.decisions import decisions_of, undecided
from judging.queries.progress import progress_on_page
from judging.queries.readiness import before_judging
from judging.queries.reviews import waiting_in
from programmes.enums import Stage
from programmes.models import Cycle


def needs(cycle: Cycle) -> list[dict[str, Any]]:
    """What judging needs from the manager on a cycle's page now."""
    where = [cycle.programme.slug, cycle.name]
    seats, results = reverse("judging:seats", args=where), reverse("judging:results", args=where)
    if cycle.stage in {Stage.OPEN, Stage.SCREENING}:
        return _to_seat(cycle, seats)
    if cycle.stage == Stage.JUDGING:
        return _to_score(cycle, seats)
    if cycle.stage == Stage.DELIBERATING:
        return _to_decide(cycle, results)
    return _to_review(cycle, where) if cycle.has_reached(Stage.ANNOUNCED) else []


def _need(title: str, detail: str, url: str, button: str, due: datetime, *, blocking: bool) -> dict[str, Any]:
    return {
        "title": title,
        "detail": detail,
        "url": url,
        "button": button,
        "due": timezone.localtime(due).date(),
        "blocking": _("Holds the cycle up") if blocking else "",
    }


def _to_seat(cycle: Cycle, url: str) -> list[dict[str, Any]]:
    missing = before_judging(cycle)
    if not missing:
        return []
    return [_need(_("Seat the panel"), " ".join(missing), url, _("Seat judges"), cycle.judging_at, blocking=True)]


def _to_score(cycle: Cycle, url: str) -> list[dict[str, Any]]:
    found = []
    waiting = Conflict.objects.filter(seat__panel__cycle=cycle, state=ConflictState.OPEN, source="declared").count()
    if waiting:
        title = ngettext("%(n)d conflict waits for the chair", "%(n)d conflicts wait for the chair", waiting)
        detail = _("The judge stands aside meanwhile; the chair upholds or clears it, with a reason.")
        found.append(
            _need(title % {"n": waiting}, detail, url, _("See the conflicts"), cycle.deliberating_at, blocking=False)
        )
    progress = progress_on_page(cycle)
    if progress.unsent:
        title = _("%(unsent)d of %(sheets)d score sheets are still out") % {
            "unsent": progress.unsent,
            "sheets": progress.sheets,
        }
        detail = _("See who is behind before scoring closes.")
        found.append(_need(title, detail, url, _("See the progress"), cycle.deliberating_at, blocking=False))
    return found


def _to_decide(cycle: Cycle, url: str) -> list[dict[str, Any]]:
    found = []
    proposed = decisions_of(cycle).filter(state=DecisionState.PROPOSED).count()
    if proposed:
        title = ngettext(
            "%(n)d decision waits for a second person", "%(n)d decisions wait for a second person", proposed
        )
        detail = _("Nothing is final until somebody else confirms it.")
        found.append(
            _need(title % {"n": proposed}, detail, url, _("See the decisions"), cycle.announce_at, blocking=True)
        )
    left = undecided(cycle)
    if left and not proposed:
        titles = ", ".join(category.title for category, _places in left)
        detail = _("The panel meets, writes its minutes and decides: %(categories)s.") % {"categories": titles}
        found.append(
            _need(_("Decide the winners"), detail, url, _("See the results"), cycle.announce_at, blocking=True)
        )
    return found


def _to_review(cycle: Cycle, where: list[str]) -> list[dict[str, Any]]:
    waiting = waiting_in(cycle)
    if not waiting:
        return []
    title = ngettext("%(n)d request for a review waits", "%(n)d requests for a review wait", waiting)
    detail = _("Give it to somebody who neither sat on the panel nor took the decision.")
    url, due = reverse("judging:reviews", args=where), cycle.evaluating_at
    return [_need(title % {"n": waiting}, detail, url, _("See who asks"), due, blocking=False)]
