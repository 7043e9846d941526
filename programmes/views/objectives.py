from dataclasses import asdict
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programmes.forms.plan import ObjectiveForm, ObjectiveRows
from programmes.forms.rows import RowFormSet
from programmes.queries.kpi_names import kpi_names
from programmes.queries.objectives import missing_aims, sharpness, unserved_objectives
from programmes.queries.plans import objective_line
from programmes.services.objectives import save_objectives
from programmes.services.row_editing import Opened
from programmes.views.plan_page import PlanPage, open_plan
from programmes.views.row_page import ListPage

PREFIX = "objectives"


@login_required
def objectives(request: HttpRequest, slug: str) -> HttpResponse:
    """What the programme is to change, each objective beside what it still lacks to be SMART."""
    page = open_plan(request, slug, "objectives")
    stored = [objective_line(row) for row in page.programme.objectives.all()]
    formset = ObjectiveRows(request.POST or None, initial=[asdict(line) for line in stored], prefix=PREFIX)
    rows = ListPage.of(request, formset, {line.code: line for line in stored}, called="statement")
    if rows.saved(partial(_save, page, formset)):
        return page.done(request, _("The objectives are saved."), "programmes:objectives")
    kpis = kpi_names()
    context = page.context(
        **rows.context() | {"form": None},
        formset=formset,
        rows=[(form, sharpness(form.so_far(), kpis)) for form in formset],
        stored=stored,
        kpis=kpis,
        missing_aims=missing_aims(page.programme) if stored else [],
        unserved=unserved_objectives(page.programme),
    )
    return render(request, "programmes/objectives.html", context, status=rows.status)


def _save(page: PlanPage, formset: RowFormSet, opened: Opened | None) -> None:
    save_objectives(programme=page.programme, objectives=formset.lines(), actor=page.user, opened=opened)


@login_required
@require_POST
def sharp(request: HttpRequest, slug: str, row: int) -> HttpResponse:
    """The same for one row while it is typed; nothing is kept."""
    open_plan(request, slug, "objectives")
    form = ObjectiveForm(request.POST, prefix=f"{PREFIX}-{row}")
    if not any(name.startswith(f"{PREFIX}-{row}-") for name in request.POST):
        raise Http404
    form.is_valid()
    context = {"checks": sharpness(form.so_far(), kpi_names()), "form": form}
    return render(request, "programmes/partials/sharpness.html", context)
