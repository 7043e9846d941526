from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from evaluation.models import Action


def actions_waiting(person: User) -> list[QuerySet[Any]]:
    """The rows that ``waiting`` is made of, for the top bar's count."""
    return [Action.objects.filter(owner=person, done_at=None)]


def waiting(person: User) -> list[dict[str, Any]]:
    """The improvements that this person is to make; one query. A survey waits behind its link only, never here."""
    [owned] = actions_waiting(person)
    return [
        {
            "title": action.title,
            "detail": _("An improvement resolved on after %(programme)s, %(cycle)s.")
            % {"programme": action.cycle.programme.title, "cycle": action.cycle.known_as},
            "url": reverse("evaluation:action", args=[action.pk]),
            "button": _("Open the improvement"),
            "due": action.due,
        }
        for action in owned.select_related("cycle__programme")
    ]
