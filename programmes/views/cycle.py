from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import load
from programmes.queries.programmes import cycles_managed_by
from programmes.queries.rail import rail_for


@login_required
def cycle_overview(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Where a cycle stands, what needs its manager, and what happens by itself."""
    cycle = load(request, cycles_managed_by(request.user), "programmes.manage_cycle", programme__slug=slug, name=name)
    rail = rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="overview")
    return render(request, "programmes/cycle_overview.html", {"cycle": cycle, "rail": rail})
