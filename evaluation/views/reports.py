import csv
import io
import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import require
from evaluation.exports import CONTENT_TYPES
from evaluation.forms import ReportFilter
from evaluation.queries.headlines import CycleHeadline, headlines, reported_cycles
from evaluation.views.loading import organisation_of
from intake.cells import harmless
from programmes.models import Cycle
from programmes.queries.programmes import managed_by

CYCLES_A_PAGE = 25
COLUMNS = (
    "cycle",
    "programme",
    "title",
    "stage",
    "opened",
    "nominations",
    "nominators",
    "honoured",
    "answers",
    "fair",
    "spent",
    "open_actions",
)


@login_required
def reports(request: HttpRequest) -> HttpResponse:
    """The headline figures of all cycles: for administrators all programmes, for managers theirs."""
    require(request, "evaluation.see_reports")
    form, cycles = _filtered(request)
    page = Paginator(cycles, CYCLES_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "evaluation/reports.html",
        {
            "form": form,
            "page": page,
            "rows": headlines(list(page.object_list)),
            "currency": organisation_of(request).currency,
            "query": request.GET.urlencode(),
            "here": "reports",
        },
    )


@login_required
def export(request: HttpRequest, file_format: str) -> HttpResponse:
    """The same cycles, all of them, as CSV or JSON."""
    require(request, "evaluation.see_reports")
    _form, cycles = _filtered(request)
    rows = [_as_row(row) for row in headlines(list(cycles))]
    writers = {"csv": _to_csv, "json": _to_json}
    if file_format not in writers:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="cycles.{file_format}"'}
    return HttpResponse(writers[file_format](rows), content_type=CONTENT_TYPES[file_format], headers=headers)


def _filtered(request: HttpRequest) -> tuple[ReportFilter, QuerySet[Cycle]]:
    """The filter as it was given, and the cycles that it leaves; a field that cannot be read filters nothing."""
    form = ReportFilter(request.GET or None)
    form.fields["programme"].queryset = managed_by(request.user)  # type: ignore[attr-defined,arg-type]  # signed in
    cycles = reported_cycles(request.user)
    form.is_valid()
    wanted = getattr(form, "cleaned_data", {})
    if wanted.get("programme"):
        cycles = cycles.filter(programme=wanted["programme"])
    if wanted.get("opened_from"):
        cycles = cycles.filter(opens_at__date__gte=wanted["opened_from"])
    if wanted.get("opened_until"):
        cycles = cycles.filter(opens_at__date__lte=wanted["opened_until"])
    return form, cycles


def _as_row(row: CycleHeadline) -> dict[str, Any]:
    cycle = row.cycle
    return {
        "cycle": cycle.label,
        "programme": cycle.programme.title,
        "title": cycle.known_as,
        "stage": cycle.stage,
        "opened": timezone.localtime(cycle.opens_at).date().isoformat(),
        "nominations": row.nominations,
        "nominators": row.nominators,
        "honoured": row.honoured,
        "answers": row.answers,
        "fair": None if row.fair is None else round(row.fair, 4),
        "spent": float(row.spent),
        "open_actions": row.open_actions,
    }


def _to_csv(rows: list[dict[str, Any]]) -> bytes:
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(COLUMNS)
    for row in rows:
        cells = [row[column] for column in COLUMNS]
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])
    return held.getvalue().encode("utf-8-sig")


def _to_json(rows: list[dict[str, Any]]) -> bytes:
    return json.dumps({"cycles": rows}, ensure_ascii=False, indent=1).encode()
