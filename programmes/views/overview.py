from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import load
from programmes.models import Programme
from programmes.queries.guided_path import path_of
from programmes.queries.plan_readiness import missing_to_start, not_started
from programmes.queries.programmes import visible_to
from programmes.queries.rail import rail_for
from programmes.services.programmes import start_programme
from programmes.services.scheduling import plan_next


@login_required
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a programme stands, and what it needs to start."""
    programme = _managed(request, slug)
    waits = not_started(programme)
    context = {
        "programme": programme,
        "not_started": waits,
        "gaps": missing_to_start(programme) if waits else [],
        "path": path_of(programme) if waits else None,
        "cycles": list(programme.cycles.all()),
        "rail": rail_for(programme=programme, user=request.user),
        "here": "manage",
    }
    return render(request, "programmes/programme_overview.html", context)


@login_required
@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Let an approved programme run."""
    programme = _managed(request, slug)
    reason = request.POST.get("reason", "")
    start_programme(programme=programme, actor=request.user, reason=reason)  # type: ignore[arg-type]  # login_required
    messages.success(request, _("“%(title)s” runs now.") % {"title": programme.title})
    return redirect("programmes:overview", slug)


@login_required
@require_POST
def plan_next_cycle(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan the next cycle of the frequency now, without waiting for the clock."""
    programme = _managed(request, slug)
    cycle = plan_next(programme=programme, actor=request.user)  # type: ignore[arg-type]  # login_required
    messages.success(request, _("“%(cycle)s” is planned.") % {"cycle": cycle.known_as})
    return redirect("programmes:cycle", slug, cycle.name)


def _managed(request: HttpRequest, slug: str) -> Programme:
    return load(request, visible_to(request.user), "programmes.manage", slug=slug)
