from pathlib import PurePath

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import load, require
from jobs import services
from jobs.enums import JobState
from jobs.models import Job
from jobs.queries.jobs import jobs_by_state, visible_jobs

PAGE = 50


@login_required
def jobs(request: HttpRequest) -> HttpResponse:
    """All long work, by state."""
    require(request, "jobs.list")
    state = request.GET.get("state", "")
    found = visible_jobs(request.user)
    if state in JobState.values:
        found = found.filter(state=state)
    counts = jobs_by_state()
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "state": state if state in JobState.values else "",
        "states": [(value, label, counts.get(value, 0)) for value, label in JobState.choices],
        "total": sum(counts.values()),
        "failed": counts.get(JobState.FAILED, 0),
        "nav": "jobs",
    }
    return render(request, "jobs/jobs.html", context)


@login_required
@never_cache
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one job is; only the bar for htmx."""
    found = load(request, visible_jobs(request.user), "jobs.see", pk=pk)
    template = "components/progress.html" if request.htmx else "jobs/job.html"  # type: ignore[attr-defined]  # django-htmx adds it
    return render(request, template, _context(found))


@login_required
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed job again."""
    found = load(request, visible_jobs(request.user), "jobs.retry", pk=pk)
    services.retry(job=found)
    return redirect("jobs:job", pk=pk)


@login_required
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file that a job made, for whoever asked for it and for administrators."""
    found = load(request, visible_jobs(request.user), "jobs.see", pk=pk)
    if found.state != JobState.DONE or not found.result:
        raise Http404
    try:
        file = found.result.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, as_attachment=True, filename=PurePath(str(found.result.name)).name)


def _context(job: Job) -> dict[str, object]:
    done = job.state == JobState.DONE and bool(job.result)
    return {
        "job": job,
        "url": reverse("jobs:job", args=[job.pk]),
        "download_url": reverse("jobs:download", args=[job.pk]) if done else "",
        "retry_url": reverse("jobs:retry", args=[job.pk]),
        "nav": "jobs",
    }
