from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import load
from programmes.queries.programmes import visible_to
from programmes.queries.rail import rail_for


@login_required
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a programme stands, and what it needs to start."""
    programme = load(request, visible_to(request.user), "programmes.manage", slug=slug)
    context = {"programme": programme, "rail": rail_for(programme=programme, user=request.user)}
    return render(request, "programmes/programme_overview.html", context)
