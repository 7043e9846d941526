from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programmes.forms.options import ChoiceForm, MatrixForm
from programmes.forms.plan import OptionRows
from programmes.plans.lines import ObjectiveLine, OptionLine
from programmes.queries.appraisal import appraisal_page
from programmes.queries.plans import objective_line, option_line
from programmes.services.options import choose_option, save_options, score_options
from programmes.views.plan_page import PlanPage, open_plan


@login_required
def appraisal(request: HttpRequest, slug: str) -> HttpResponse:
    """The options beside each other: the matrix, the ranking it gives, how firm that is, and the choice."""
    page = open_plan(request, slug, "options")
    options, objectives = _matrix_of(page)
    matrix = MatrixForm(request.POST or None, options=options, objectives=objectives)
    if request.method == "POST" and matrix.is_valid():
        score_options(programme=page.programme, scores=dict(matrix.scores()), actor=page.user)
        return page.done(request, _("The scores are saved, and the ranking is worked out anew."), "programmes:options")
    return render(request, "programmes/options.html", _context(page, options, objectives, matrix))


@login_required
@require_POST
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose an option with its rationale."""
    page = open_plan(request, slug, "options")
    options, objectives = _matrix_of(page)
    form = ChoiceForm(request.POST, options=options)
    if not form.is_valid():
        context = _context(page, options, objectives, MatrixForm(options=options, objectives=objectives))
        return render(request, "programmes/options.html", {**context, "form": form})
    choice = choose_option(
        programme=page.programme,
        code=form.cleaned_data["option"],
        rationale=form.cleaned_data["rationale"],
        actor=page.user,
    )
    if choice.against_ranking:
        messages.warning(request, _("The matrix ranks another option first; the page and the business case say so."))
    return page.done(request, _("The choice is recorded, with your reason."), "programmes:options")


@login_required
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of options: what each is, where it was found, what speaks for and against it."""
    page = open_plan(request, slug, "options")
    options, _objectives = _matrix_of(page)
    formset = OptionRows(request.POST or None, initial=[asdict(line) for line in options], prefix="options")
    if request.method == "POST" and formset.is_valid():
        save_options(programme=page.programme, options=formset.lines(), actor=page.user)
        return redirect("programmes:options", slug=slug)
    return render(request, "programmes/options_edit.html", page.context(formset=formset))


def _matrix_of(page: PlanPage) -> tuple[tuple[OptionLine, ...], tuple[ObjectiveLine, ...]]:
    rows = page.programme.options.prefetch_related("scores__objective")
    objectives = page.programme.objectives.all()
    return tuple(option_line(row) for row in rows), tuple(objective_line(row) for row in objectives)


def _context(
    page: PlanPage, options: tuple[OptionLine, ...], objectives: tuple[ObjectiveLine, ...], matrix: MatrixForm
) -> dict[str, object]:
    choice = getattr(page.programme, "choice", None)
    initial = {"option": choice.option.code, "rationale": choice.rationale} if choice else {}
    return page.context(
        options=options,
        objectives=objectives,
        matrix=matrix,
        choice=choice,
        form=ChoiceForm(initial=initial, options=options),
        **appraisal_page(options, objectives),
    )
