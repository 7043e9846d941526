from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import User
from accounts.visitors import same_for_visitors
from awards_site.queries.lately import lately_for
from awards_site.queries.navigation import doors_then_counts
from awards_site.queries.waiting import waiting_for
from programmes.queries.programmes import public_programmes
from programmes.queries.standing import with_standing
from recognition.queries.entries import latest_word_about


@same_for_visitors
def home(request: HttpRequest) -> HttpResponse:
    """What waits for a signed-in person; for a visitor, the programmes that are open to the public."""
    if isinstance(request.user, User):
        return _for_you(request, request.user)
    return render(request, "awards_site/welcome.html", {"standings": with_standing(public_programmes())})


def _for_you(request: HttpRequest, person: User) -> HttpResponse:
    now = timezone.localtime()
    doors, counted = doors_then_counts(person)
    waiting = waiting_for(person, counted)
    due = [thing.due for thing in waiting if thing.due is not None]
    context = {
        "waiting": waiting,
        "late": sum(1 for day in due if day < now.date()),
        "first_due": due[0] if due else None,
        "standings": with_standing(person.programmes_managed.all()),
        "word": latest_word_about(person),
        "lately": lately_for(person),
        "now": now,
        "today": now.date(),
        "part_of_day": _part_of_day(now),
        "here": "for_you",
        # Worked out with the rest, so that the top bar does not ask again.
        "navigation": replace(doors, waiting=len(waiting)),
    }
    return render(request, "awards_site/for_you.html", context)


def _part_of_day(now: datetime) -> str:
    if now.hour < 12:
        return "morning"
    return "afternoon" if now.hour < 18 else "evening"
