from dataclasses import asdict
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from programmes.forms.project_plan import ResponsibilityRows
from programmes.forms.rows import RowFormSet
from programmes.queries.plans import responsibilities_of
from programmes.queries.responsibilities import duties_of, grouped
from programmes.queries.scheme_advice import scheme_advice
from programmes.services.responsibilities import by_key, save_responsibilities
from programmes.services.row_editing import Opened
from programmes.views.plan_page import PlanPage, open_plan
from programmes.views.row_page import ListPage


@login_required
def project_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The project plan on one page: what it is for, who is responsible for what, and by when."""
    page = open_plan(request, slug, "project_plan")
    stored = responsibilities_of(page.programme)
    formset = ResponsibilityRows(request.POST or None, initial=[asdict(line) for line in stored], prefix="rows")
    rows = ListPage.of(request, formset, by_key(stored), called="what")
    if rows.saved(partial(_save, page, formset)):
        return page.done(request, _("The project plan is saved."), "programmes:project_plan")
    by_person = request.GET.get("by") == "person"
    duties = duties_of(page.programme)
    context = page.context(
        **rows.context() | {"form": None},
        formset=formset,
        by_person=by_person,
        groups=grouped(duties, by_person=by_person),
        nobody=[duty for duty in duties if not duty.who],
        people=len({duty.who for duty in duties if duty.who}),
        objectives=list(page.programme.objectives.all()),
        advice=[(words, reverse(f"programmes:{step}", args=[slug])) for step, words in scheme_advice(page.programme)],
    )
    return render(request, "programmes/project_plan.html", context, status=rows.status)


def _save(page: PlanPage, formset: RowFormSet, opened: Opened | None) -> None:
    lines = formset.lines()
    save_responsibilities(programme=page.programme, responsibilities=lines, actor=page.user, opened=opened)
