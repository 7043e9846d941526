from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.models import Response
from programmes.enums import Stage
from programmes.models import Cycle


def steps(cycle: Cycle) -> list[dict[str, str]]:
    """The last step of a cycle's rail."""
    url = reverse("evaluation:evaluate", args=[cycle.programme.slug, cycle.name])
    return [{"key": "evaluate", "name": _("Evaluate"), "url": url, **_standing(cycle)}]


def _standing(cycle: Cycle) -> dict[str, str]:
    if cycle.stage == Stage.CLOSED:
        return {"state": "done", "word": _("Done")}
    if cycle.stage == Stage.EVALUATING:
        known = getattr(cycle, "answers_given", None)  # read with the cycle on evaluation's own pages
        count = Response.objects.filter(survey__cycle=cycle).count() if known is None else known
        return {"state": "now", "word": ngettext("%(n)d answer", "%(n)d answers", count) % {"n": count}}
    return {
        "state": "later",
        "word": _("From %(date)s") % {"date": date_format(localtime(cycle.evaluating_at), "j F")},
    }
