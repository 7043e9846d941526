from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from judging.enums import DecisionState
from judging.models import Decision
from judging.queries.progress import progress_of
from programmes.enums import Stage
from programmes.models import Cycle


def steps(cycle: Cycle) -> list[dict[str, str]]:
    """The two steps of a cycle's rail that are judging's: Judging and Results."""
    where = [cycle.programme.slug, cycle.name]
    judging = {"key": "judging", "name": _("Judging"), "url": reverse("judging:seats", args=where)}
    results = {"key": "results", "name": _("Results"), "url": reverse("judging:results", args=where)}
    return [{**judging, **_judging(cycle)}, {**results, **_results(cycle)}]


def _judging(cycle: Cycle) -> dict[str, str]:
    if cycle.has_reached(Stage.DELIBERATING):
        return {"state": "done", "word": _("%(sent)d sheets sent") % {"sent": progress_of(cycle).sent}}
    if cycle.stage == Stage.JUDGING:
        found = progress_of(cycle)
        return {
            "state": "now",
            "word": _("%(sent)d of %(sheets)d sheets sent") % {"sent": found.sent, "sheets": found.sheets},
        }
    return {"state": "later", "word": _("From %(date)s") % {"date": date_format(localtime(cycle.judging_at), "j F")}}


def _results(cycle: Cycle) -> dict[str, str]:
    if cycle.has_reached(Stage.DECIDED):
        count = Decision.objects.filter(cycle=cycle, state=DecisionState.CONFIRMED).count()
        return {"state": "done", "word": _("%(count)d decided") % {"count": count}}
    if cycle.stage == Stage.DELIBERATING:
        return {"state": "now", "word": _("For the panel to decide")}
    return {
        "state": "later",
        "word": _("From %(date)s") % {"date": date_format(localtime(cycle.deliberating_at), "j F")},
    }
