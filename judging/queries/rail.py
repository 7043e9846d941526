from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from audit.remembering import until_next_act
from judging.enums import AssignmentState, DecisionState
from judging.models import Assignment, Decision
from judging.queries.progress import progress_on_page
from prepared import Place, prepared
from programmes.enums import Stage
from programmes.models import Cycle


def steps(cycle: Cycle) -> list[dict[str, str]]:
    """The two steps of a cycle's rail that are judging's: Judging and Results."""
    where = [cycle.programme.slug, cycle.name]
    judging = {"key": "judging", "name": _("Judging"), "url": reverse("judging:seats", args=where)}
    results = {"key": "results", "name": _("Results"), "url": reverse("judging:results", args=where)}
    sent, decided = _sent_and_decided(cycle)
    return [{**judging, **_judging(cycle, sent)}, {**results, **_results(cycle, decided)}]


def _sent_and_decided(cycle: Cycle) -> tuple[int, int]:
    """How many sheets were sent and how many places are decided: in one query, only once scoring is over, and not again
    before the next act, since thousands of sheets are counted.
    """
    if not cycle.has_reached(Stage.DELIBERATING):
        return 0, 0
    return until_next_act(f"sent-and-decided:{cycle.pk}", lambda: _counted(cycle=cycle.pk)[0])


@prepared(cycle=int)
def _counted(cycle: Place) -> QuerySet[Cycle, tuple[int, int]]:
    sent = Assignment.objects.filter(seat__panel__cycle=OuterRef("pk"), state=AssignmentState.SUBMITTED)
    decided = Decision.objects.filter(cycle=OuterRef("pk"), state=DecisionState.CONFIRMED)
    counts = _count(sent, "seat__panel__cycle"), _count(decided, "cycle")
    return Cycle.objects.filter(pk=cycle).values_list(*counts)


def _count(rows: QuerySet[Any], cycle: str) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values(cycle).annotate(count=Count("pk")).values("count")), 0)


def _judging(cycle: Cycle, sent: int) -> dict[str, str]:
    if cycle.has_reached(Stage.DELIBERATING):
        return {"state": "done", "word": _("%(sent)d sheets sent") % {"sent": sent}}
    if cycle.stage == Stage.JUDGING:
        found = progress_on_page(cycle)
        return {
            "state": "now",
            "word": _("%(sent)d of %(sheets)d sheets sent") % {"sent": found.sent, "sheets": found.sheets},
        }
    return {"state": "later", "word": _("From %(date)s") % {"date": date_format(localtime(cycle.judging_at), "j F")}}


def _results(cycle: Cycle, decided: int) -> dict[str, str]:
    if cycle.has_reached(Stage.DECIDED):
        return {"state": "done", "word": _("%(count)d decided") % {"count": decided}}
    if cycle.stage == Stage.DELIBERATING:
        return {"state": "now", "word": _("For the panel to decide")}
    return {
        "state": "later",
        "word": _("From %(date)s") % {"date": date_format(localtime(cycle.deliberating_at), "j F")},
    }
