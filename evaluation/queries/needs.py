from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.models import Review
from evaluation.queries.actions import actions_of
from programmes.enums import Stage
from programmes.models import Cycle


def needs(cycle: Cycle) -> list[dict[str, Any]]:
    """What evaluation needs from the manager on a cycle's page now."""
    if cycle.stage != Stage.EVALUATING:
        return []
    url = reverse("evaluation:evaluate", args=[cycle.programme.slug, cycle.name])
    found = []
    if not Review.objects.filter(cycle=cycle).exclude(conclusion="").exists():
        found.append(
            {
                "title": _("Say what the figures mean"),
                "detail": _("The figures are computed; what you conclude from them is yours to write."),
                "url": reverse("evaluation:review", args=[cycle.programme.slug, cycle.name]),
                "button": _("Write the evaluation"),
                "due": localdate(cycle.closes_at),
                "blocking": False,
            }
        )
    unowned = [action for action in actions_of(cycle) if action.done_at is None and action.owner_id is None]
    if unowned:
        title = ngettext("%(n)d improvement has no owner", "%(n)d improvements have no owner", len(unowned))
        found.append(
            {
                "title": title % {"n": len(unowned)},
                "detail": _("What nobody owns is carried from cycle to cycle."),
                "url": f"{url}#better",
                "button": _("See the improvements"),
                "due": localdate(cycle.closes_at),
                "blocking": False,
            }
        )
    return found
