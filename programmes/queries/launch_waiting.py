from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from programmes.models import LaunchTask
from programmes.queries.launch import tasks_of

# A task that lies further ahead does not wait for anybody yet.
AHEAD = timedelta(days=14)


def launch_waiting(person: User) -> list[QuerySet[LaunchTask]]:
    """The rows that ``tasks_waiting_for`` is made of, for the top bar's count."""
    return [tasks_of(person).filter(done_at=None, due__lte=timezone.localdate() + AHEAD)]


def tasks_waiting_for(person: User) -> list[dict[str, Any]]:
    """The open launch tasks of this person that are late or due within two weeks, as the home page lists them."""
    near = launch_waiting(person)[0]
    return [
        {
            "title": task.title,
            "detail": _("Your part in the launch of %(title)s.") % {"title": task.programme.title},
            "url": reverse("programmes:task", args=[task.pk]),
            "button": _("See the task"),
            "due": task.due,
        }
        for task in near
    ]
