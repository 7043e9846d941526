"""The page that tells how firm a category's ranking is."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import person_of, require
from audit.refusals import NotReady
from jobs import services as jobs
from jobs.enums import JobState
from judging.queries.results import newest_result
from judging.queries.sensitivity import firmness_job, newest_report
from judging.services.sensitivity import ask_how_firm
from judging.views.cycles import overseen_cycle, page_of, sight_of
from judging.views.firmness_shown import shown
from programmes.models import Category, Cycle


@login_required
def firmness(request: HttpRequest, slug: str, name: str, category: str) -> HttpResponse:
    """What would change a category's ranking; POST has it worked out."""
    cycle = overseen_cycle(request, slug, name, "judging.view_results")
    found = get_object_or_404(Category, rulebook=cycle.rulebook_id, code=category)
    here = reverse("judging:firmness", args=[slug, name, category])
    if request.method == "POST":
        _ask(request, cycle, found)
        return redirect(here)
    sight = sight_of(request, cycle)
    aside = found.pk in sight.aside.categories
    report = None if aside else newest_report(cycle, found)
    context = page_of(
        request,
        cycle,
        "results",
        category=found,
        aside=aside,
        own=found.pk in sight.aside.own,
        firm=shown(cycle, found, report.figures, sight) if report else None,
        computed_at=report.computed_at if report else None,
        job=None if report or aside else firmness_job(cycle, found),
        url=here + "progress/",
        retry_url=here,
    )
    return render(request, "judging/firmness.html", context)


@login_required
@require_GET
def firmness_progress(request: HttpRequest, slug: str, name: str, category: str) -> HttpResponse:
    """How far the work is, for htmx; without it, the page itself."""
    cycle = overseen_cycle(request, slug, name, "judging.view_results")
    found = get_object_or_404(Category, rulebook=cycle.rulebook_id, code=category)
    here = reverse("judging:firmness", args=[slug, name, category])
    job = firmness_job(cycle, found)
    if not getattr(request, "htmx", False):
        return redirect(here)
    response = render(request, "components/progress.html", {"job": job, "url": request.path, "retry_url": here})
    if job is None or job.state == JobState.DONE:
        response["HX-Redirect"] = here
    return response


def _ask(request: HttpRequest, cycle: Cycle, category: Category) -> None:
    require(request, "judging.compute", cycle)
    result = newest_result(cycle, category, cycle.rulebook.method if cycle.rulebook else "")
    if result is None:
        raise NotReady(_("Nothing is computed yet. Compute the results first."))
    job = ask_how_firm(result=result, actor=person_of(request))
    if job.state == JobState.FAILED:
        jobs.retry(job=job)
