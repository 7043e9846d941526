from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from programmes.queries.plan_readiness import not_started, readiness_of
from programmes.queries.plans import newest_case
from programmes.views.plan_page import open_plan


@login_required
def readiness(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that the plan holds and lacks on one page, and the button that starts the programme."""
    page = open_plan(request, slug, "readiness")
    context = page.context(
        readiness=readiness_of(page.programme),
        not_started=not_started(page.programme),
        case=newest_case(page.programme),
    )
    return render(request, "programmes/readiness.html", context)
