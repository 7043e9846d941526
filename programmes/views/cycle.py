from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.module_loading import import_string

from programmes.access import managed_cycle
from programmes.models import Cycle
from programmes.queries.rail import rail_for
from programmes.queries.readiness import missing_for
from programmes.queries.standing import coming_steps, moves_by_hand
from programmes.services.scheduling import changeable_dates


@login_required
def cycle_overview(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Where a cycle stands, what needs its manager, and what happens by itself."""
    cycle = managed_cycle(request, slug, name)
    steps = coming_steps(cycle, timezone.now())
    context = {
        "cycle": cycle,
        "programme": cycle.programme,
        "now": timezone.now(),
        "steps": steps,
        "next_step": steps[0] if steps else None,
        "missing": missing_for(cycle, steps[0].stage) if steps else [],
        "needs": _gathered(settings.CYCLE_NEEDS, cycle),
        "figures": _gathered(settings.CYCLE_FIGURES, cycle),
        "moves": moves_by_hand(cycle),
        "dates_can_change": bool(changeable_dates(cycle)),
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="overview"),
        "here": "manage",
    }
    return render(request, "programmes/cycle_overview.html", context)


def _gathered(paths: list[str], cycle: Cycle) -> list[dict[str, Any]]:
    return [thing for path in paths for thing in import_string(path)(cycle)]
