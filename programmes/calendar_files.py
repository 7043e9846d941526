"""Launch tasks as an iCalendar file (RFC 5545), one event of a whole day each: calendars show events, few show to-dos."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from programmes.models import LaunchTask

# How often a calendar that subscribes should look again.
FETCH_EVERY = timedelta(hours=6)


def calendar_of(tasks: Iterable[LaunchTask], *, name: str) -> bytes:
    """The file. A task is the same event each time (its UID), and says so in its title once it is done."""
    calendar = Calendar()
    calendar.add("prodid", "-//Laurel//Launch//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", FETCH_EVERY, parameters={"VALUE": "DURATION"})
    for task in tasks:
        calendar.add_component(_event(task))
    return bytes(calendar.to_ical())


def _event(task: LaunchTask) -> Event:
    event = Event()
    event.add("uid", f"launch-task-{task.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", task.due)
    event.add("dtend", task.due + timedelta(days=1))
    event.add("summary", _("Done: %(title)s") % {"title": task.title} if task.done_at else task.title)
    event.add("description", "\n".join(part for part in (task.programme.title, task.notes) if part))
    event.add("categories", [str(task.get_kind_display())])
    event.add("url", settings.SITE_URL + reverse("programmes:task", args=[task.pk]))
    event.add("transp", "TRANSPARENT")
    return event
