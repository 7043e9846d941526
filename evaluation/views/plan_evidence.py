from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import load
from evaluation.queries.plan_evidence import plan_evidence
from programmes.queries.programmes import visible_to
from programmes.queries.rail import rail_for


@login_required
def evidence(request: HttpRequest, slug: str) -> HttpResponse:
    """Every point of the standard that a plan can prove, with its state and the page that proves it."""
    programme = load(request, visible_to(request.user), "programmes.manage", slug=slug)
    points = plan_evidence(programme)
    context = {
        "programme": programme,
        "rail": rail_for(programme=programme, user=request.user, current="evidence"),
        "here": "manage",
        "points": points,
        "shown": sum(point.shown for point in points),
    }
    return render(request, "evaluation/plan_evidence.html", context)
