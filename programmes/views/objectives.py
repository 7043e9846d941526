from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from programmes.forms.plan import ObjectiveRows
from programmes.queries.objectives import smart_gaps
from programmes.queries.plans import objective_line
from programmes.services.objectives import save_objectives
from programmes.views.plan_page import open_plan


@login_required
def objectives(request: HttpRequest, slug: str) -> HttpResponse:
    """What the programme is to change, each objective with what it still lacks to be SMART."""
    page = open_plan(request, slug, "objectives")
    stored = [objective_line(row) for row in page.programme.objectives.all()]
    formset = ObjectiveRows(request.POST or None, initial=[asdict(line) for line in stored], prefix="objectives")
    if request.method == "POST" and formset.is_valid():
        save_objectives(programme=page.programme, objectives=formset.lines(), actor=page.user)
        return page.done(request, _("The objectives are saved."), "programmes:objectives")
    gaps = [(line, smart_gaps(line)) for line in stored]
    return render(request, "programmes/objectives.html", page.context(formset=formset, gaps=gaps, stored=stored))
