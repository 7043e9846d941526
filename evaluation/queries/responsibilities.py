from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.models import Action
from programmes.models import Programme


def of_improvements(programme: Programme) -> list[dict[str, Any]]:
    """For the project plan: every improvement that is still to be made, with its owner."""
    actions = Action.objects.filter(cycle__programme=programme, done_at__isnull=True).select_related("owner")
    return [
        {
            "part": _("Improvements"),
            "what": action.title,
            "who": str(action.owner or ""),
            "by": action.due,
            "word": "",
            "url": reverse("evaluation:action", args=[action.pk]),
        }
        for action in actions
    ]
