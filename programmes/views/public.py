from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from accounts.queries.people import active_people
from accounts.visitors import same_for_visitors
from programmes.calculations.accents import accents
from programmes.enums import ProgrammeState, Stage
from programmes.queries.programmes import visible_to
from programmes.queries.public_page import (
    honours_of,
    how_often,
    order_of_things,
    service_promised,
    tally_of,
    weighings,
)
from programmes.queries.readiness import published_rulebook
from programmes.queries.standing import cycle_in_view, with_standing

A_DAY = 24 * 3600


@same_for_visitors
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme as everybody sees it."""
    shown = get_object_or_404(visible_to(request.user), slug=slug)
    cycle = cycle_in_view(shown)
    rulebook = (cycle.rulebook if cycle else None) or published_rulebook(shown)
    opened = cycle is not None and cycle.stage == Stage.OPEN and cycle.screening_at > timezone.now()
    counted = weighings(rulebook) if rulebook else []
    context = {
        "programme": shown,
        "cycle": cycle,
        "open": opened,
        "tally": tally_of(cycle) if opened and cycle else None,
        "rulebook": rulebook,
        "moments": order_of_things(cycle, rulebook) if cycle else [],
        "weighings": counted,
        "promised": service_promised(counted),
        "address": settings.SITE_URL + reverse("programmes:public", args=[slug]),
        "shared": shown.public and shown.state == ProgrammeState.RUNNING,
        "categories": list(rulebook.categories.all()) if rulebook else [],
        "presentation": getattr(shown, "presentation", None),
        "honours": honours_of(shown),
        "how_often": how_often(shown),
    }
    return render(request, "programmes/programme_public.html", context)


@same_for_visitors
def nominate_where(request: HttpRequest) -> HttpResponse:
    """The programmes in which this visitor can nominate now, and those that open next."""
    standings = with_standing(visible_to(request.user).filter(state="running"))
    now = timezone.now()
    opened = [
        place
        for place in standings
        if place.cycle is not None and place.cycle.stage == Stage.OPEN and place.cycle.screening_at > now
    ]
    context = {
        "opened": opened,
        "others": [place for place in standings if place not in opened],
        "here": "nominate",
    }
    return render(request, "programmes/nominate_where.html", context)


@same_for_visitors
def who_to_ask(request: HttpRequest) -> HttpResponse:
    """Who runs each programme that this visitor may see, and how to reach them; never somebody whose account is closed."""
    running = visible_to(request.user).filter(state=ProgrammeState.RUNNING).order_by("title")
    asked = Prefetch("managers", queryset=active_people().order_by("full_name"))
    return render(request, "programmes/who_to_ask.html", {"programmes": running.prefetch_related(asked)})


def accent(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme's colour as a custom property for both schemes; a file of its own, as nothing inline is allowed."""
    shown = get_object_or_404(visible_to(request.user), slug=slug)
    light, dark = accents(shown.accent)
    sheet = f":root{{--accent:{light}}}@media (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}\n"
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    patch_cache_control(response, max_age=A_DAY, **{"public" if shown.public else "private": True})
    return response
