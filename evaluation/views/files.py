"""The report as a file: CSV and JSON at once, PDF and Excel as work that a worker does."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from evaluation.exports import CONTENT_TYPES
from evaluation.services.reporting import KIND, ask_for_report, write_report
from evaluation.views.loading import cycle_to_report
from jobs import services as jobs
from jobs.enums import JobState
from jobs.models import Job
from programmes.models import Cycle
from programmes.queries.rail import rail_for

AT_ONCE = ("csv", "json")
BY_A_WORKER = ("pdf", "xlsx")


@login_required
def download(request: HttpRequest, slug: str, name: str, file_format: str) -> HttpResponse:
    """CSV or JSON, at once."""
    cycle = cycle_to_report(request, slug, name)
    if file_format not in AT_ONCE:
        raise Http404
    file, content = write_report(cycle=cycle, file_format=file_format, actor=request.user)  # type: ignore[arg-type]  # signed in
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES[file_format], headers=headers)


@login_required
@require_POST
def ask(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Have a PDF or Excel file made."""
    cycle = cycle_to_report(request, slug, name)
    file_format = request.POST.get("format", "")
    if file_format not in BY_A_WORKER:
        raise Http404
    job = ask_for_report(cycle=cycle, file_format=file_format, actor=request.user)  # type: ignore[arg-type]  # signed in
    return redirect("evaluation:report_progress", slug, name, job.pk)


@login_required
def progress(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """How far the file is, and the file."""
    cycle = cycle_to_report(request, slug, name)
    job = _job(cycle, pk)
    address = [slug, name, pk]
    context = {
        "cycle": cycle,
        "job": job,
        "url": reverse("evaluation:report_progress", args=address),
        "retry_url": reverse("evaluation:report_retry", args=address),
        "download_url": reverse("evaluation:report_file", args=address) if job.state == JobState.DONE else "",
    }
    if request.headers.get("HX-Request"):
        return render(request, "components/progress.html", context)
    rail = rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="evaluate")
    return render(request, "evaluation/report_progress.html", {**context, "rail": rail, "here": "manage"})


@login_required
@require_POST
def retry(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Try once more."""
    cycle = cycle_to_report(request, slug, name)
    jobs.retry(job=_job(cycle, pk))
    return redirect("evaluation:report_progress", slug, name, pk)


@login_required
def result(request: HttpRequest, slug: str, name: str, pk: int) -> FileResponse:
    """The finished file, as a download."""
    cycle = cycle_to_report(request, slug, name)
    job = _job(cycle, pk)
    if job.state != JobState.DONE or not job.result:
        raise Http404
    file_format = job.payload["format"]
    name_of_file = f"evaluation-{slug}-{name}.{file_format}"
    return FileResponse(
        job.result.open("rb"), as_attachment=True, filename=name_of_file, content_type=CONTENT_TYPES[file_format]
    )


def _job(cycle: Cycle, pk: int) -> Job:
    return get_object_or_404(Job, pk=pk, kind=KIND, payload__cycle=cycle.pk)
