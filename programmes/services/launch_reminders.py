"""Owners are reminded of their tasks three days and one day before they are due."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.queries.organisation import the_organisation
from communications import services as communications
from communications.models import Message
from communications.queries.wording import wording_of
from programmes.enums import ProgrammeState
from programmes.models import LaunchTask

TEMPLATE = "launch_task_reminder"
EARLY, LATE = 3, 1


def remind_owners() -> int:
    """Write every reminder that is due and not written; returns how many. A step of the clock.

    A clock that slept through the third day before writes on the second instead, never after the last. A task that gets
    another day is reminded of anew.
    """
    zone = the_organisation().zone
    today = timezone.localtime(timezone=zone).date()
    tasks = LaunchTask.objects.filter(
        done_at=None,
        owner__is_active=True,
        due__range=(today + timedelta(days=LATE), today + timedelta(days=EARLY)),
    ).exclude(programme__state=ProgrammeState.RETIRED)
    wanted = {_key(task, today): task for task in tasks.select_related("owner", "programme")}
    if not wanted:
        return 0
    known = set(Message.objects.filter(dedupe_key__in=wanted).values_list("dedupe_key", flat=True))
    new = {key: task for key, task in wanted.items() if key not in known}
    _write(new.items())
    return len(new)


def _key(task: LaunchTask, today: date) -> str:
    before = LATE if (task.due - today).days == LATE else EARLY
    return f"launch-reminder:{task.pk}:{task.owner_id}:{task.due.isoformat()}:{before}"


@transaction.atomic
def _write(wanted: Iterable[tuple[str, LaunchTask]]) -> None:
    organisation = the_organisation().name
    by_programme: dict[str, list[communications.Letter]] = {}
    for key, task in wanted:
        if task.owner is None:
            continue
        context = {
            "recipient_name": task.owner.short_name,
            "task_title": task.title,
            "programme_title": task.programme.title,
            "due": date_format(task.due, "l j F"),
            "link": settings.SITE_URL + reverse("programmes:task", args=[task.pk]),
            "organisation_name": organisation,
        }
        letter = communications.Letter(to=task.owner, context=context, dedupe_key=key)
        by_programme.setdefault(task.programme.slug, []).append(letter)
    for slug, letters in by_programme.items():
        communications.write_all(wording=wording_of(TEMPLATE, slug), letters=letters, programme=slug)
