"""Bring a file of nominations in: upload, choose columns, look at every row's fate, decide."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRefresh

from audit.refusals import Refused
from intake.grids import Grid
from intake.problems import BadFile
from jobs.enums import JobState
from nominations.enums import Fate, FileState
from nominations.forms.importing import ColumnsForm, NominationFileForm
from nominations.models import NominationFile
from nominations.queries.row_fates import fates_of, files_of
from nominations.queries.window import BEFORE_JUDGING
from nominations.requests import SignedInRequest
from nominations.services.file_rows import grid_of, to_correct
from nominations.services.filing import choose_columns, forget_file, import_file, upload_file
from nominations.views.downloads import csv_download, xlsx_download
from programmes.access import managed_cycle
from programmes.models import Cycle
from programmes.queries.rail import rail_for

ROWS_ON_A_PAGE = 100
SHOWN_LINES = 3
AT_WORK = {FileState.CHECKING, FileState.IMPORTING}


@login_required
def bring_in(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Choose a file; those that are on their way stand below."""
    cycle = _cycle(request, slug, name)
    form = NominationFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["file"]
        try:
            file = upload_file(cycle=cycle, name=chosen.name, content=chosen.read(), actor=request.user)
        except BadFile as refusal:
            for problem in refusal.problems[:5]:
                form.add_error("file", str(problem))
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("nominations:import_columns", slug, name, file.pk)
    context = _context(request, cycle) | {
        "form": form,
        "files": files_of(cycle, request.user)[:20],
        "can_import": cycle.stage in BEFORE_JUDGING,
    }
    return render(request, "nominations/import.html", context, status=422 if form.errors else 200)


@login_required
def columns(request: SignedInRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Say which column holds what; guessed and remembered ones are filled in."""
    file = _file(request, slug, name, pk)
    if file.state in AT_WORK | {FileState.IMPORTED}:
        return redirect(_address(file))
    try:
        grid = grid_of(file)
    except BadFile as refusal:
        messages.error(request, str(refusal))
        return redirect("nominations:import", slug, name)
    form = ColumnsForm(request.POST or None, initial=dict(file.columns), grid=grid, cycle=file.cycle)
    if request.method == "POST" and form.is_valid():
        choose_columns(file=file, columns=form.columns(), actor=request.user)
        return redirect(_address(file))
    context = _context(request, file.cycle) | {"file": file, "form": form, **_first_lines(grid)}
    return render(request, "nominations/import_columns.html", context, status=422 if form.errors else 200)


def _first_lines(grid: Grid) -> dict[str, Any]:
    return {"header": grid.header, "lines": grid.lines[:SHOWN_LINES], "rows": len(grid.lines)}


@login_required
@never_cache
def file(request: SignedInRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """What becomes of every row; bring in, leave, or see how far it is."""
    found = _file(request, slug, name, pk)
    if request.method == "POST":
        return _act(request, found)
    if found.state == FileState.UPLOADED and not found.problem:
        return redirect("nominations:import_columns", slug, name, pk)
    if request.htmx and found.state not in AT_WORK:
        return HttpResponseClientRefresh()
    if request.htmx and found.job is not None:
        return render(request, "components/progress.html", _progress(found))
    only = request.GET.get("fate", "")
    fates = fates_of(found, only if only in Fate.values else "")
    context = _context(request, found.cycle) | {
        "file": found,
        "page": Paginator(fates, ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
        "fate": only,
        "fates": [(Fate.NEW, found.new), (Fate.KNOWN, found.known), (Fate.BAD, found.bad)],
        "can_import": found.cycle.stage in BEFORE_JUDGING,
        **_progress(found),
    }
    return render(request, "nominations/import_file.html", context)


@login_required
def corrections(request: SignedInRequest, slug: str, name: str, pk: int) -> HttpResponseBase:
    """The bad rows as a file of the same kind, with a column that says what is wrong."""
    found = _file(request, slug, name, pk)
    try:
        grid = grid_of(found)
    except BadFile as error:
        raise Http404 from error
    header, rows = to_correct(grid, fates_of(found, Fate.BAD))
    called = f"to-correct-{found.pk}"
    if grid.delimiter:
        return csv_download(called, header, rows, delimiter=grid.delimiter)
    return xlsx_download(called, header, rows)


def _act(request: SignedInRequest, found: NominationFile) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "forget":
        forget_file(file=found, actor=request.user)
        messages.success(request, _("The file is deleted. What came in with it stays."))
        return redirect("nominations:import", found.cycle.programme.slug, found.cycle.name)
    if act in {"import", "import_good"}:
        import_file(file=found, actor=request.user, without_bad=act == "import_good")
    return redirect(_address(found))


def _progress(found: NominationFile) -> dict[str, Any]:
    job = found.job
    failed = job is not None and job.state == JobState.FAILED
    return {
        "at_work": found.state in AT_WORK and job is not None,
        "job": job,
        "url": _address(found),
        "retry_url": reverse("jobs:retry", args=[job.pk]) if job is not None and failed else "",
    }


def _context(request: SignedInRequest, cycle: Cycle) -> dict[str, Any]:
    return {
        "programme": cycle.programme,
        "cycle": cycle,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="nominations"),
    }


def _cycle(request: SignedInRequest, slug: str, name: str) -> Cycle:
    return managed_cycle(request, slug, name)


def _file(request: SignedInRequest, slug: str, name: str, pk: int) -> NominationFile:
    cycle = _cycle(request, slug, name)
    found = files_of(cycle, request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _address(file: NominationFile) -> str:
    return reverse("nominations:import_file", args=[file.cycle.programme.slug, file.cycle.name, file.pk])
