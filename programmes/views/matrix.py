from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programmes.forms.matrix import MatrixForm
from programmes.queries.appraisal import appraisal_page
from programmes.queries.options import matrix_lines
from programmes.services.objectives import weigh_objectives
from programmes.services.options import score_options
from programmes.views.plan_page import PlanPage, open_plan


@login_required
def matrix(request: HttpRequest, slug: str) -> HttpResponse:
    """Options by weighted objectives, scored with reasons; the ranking, and how firmly the first option stands."""
    page = open_plan(request, slug, "options")
    form = _form(page, request)
    if request.method == "POST" and form.is_valid():
        _save(page, form)
        return page.done(
            request, _("The scores are saved, and the ranking is worked out anew."), "programmes:options_matrix"
        )
    found = appraisal_page(*form.as_typed(), every_swap="all" in request.GET)
    return render(request, "programmes/options_matrix.html", page.context(form=form, unsaved=False, **found))


@login_required
@require_POST
def ranking(request: HttpRequest, slug: str) -> HttpResponse:
    """Under htmx: the ranking as it would be with what is typed; nothing is kept."""
    page = open_plan(request, slug, "options")
    form = _form(page, request)
    context: dict[str, Any] = {"programme": page.programme, "form": form, "unsaved": True}
    return render(request, "programmes/partials/ranking.html", context | appraisal_page(*form.as_typed()))


def _form(page: PlanPage, request: HttpRequest) -> MatrixForm:
    options, objectives = matrix_lines(page.programme)
    data = request.POST.dict() if request.method == "POST" else None
    return MatrixForm(data, options=options, objectives=objectives)


@transaction.atomic
def _save(page: PlanPage, form: MatrixForm) -> None:
    """Weights and scores stand on one page, so they are kept together or not at all."""
    weigh_objectives(programme=page.programme, weights=form.weights(), actor=page.user)
    score_options(programme=page.programme, scores=dict(form.changed_scores()), actor=page.user)
