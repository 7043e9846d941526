from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.queries.organisation import the_organisation
from programmes.forms.options import ChoiceForm
from programmes.queries.appraisal import appraisal_page
from programmes.queries.culture import culture_answers
from programmes.queries.options import listed, matrix_lines
from programmes.services.options import AgainstRanking, choose_option
from programmes.views.plan_page import PlanPage, open_plan


@login_required
def options(request: HttpRequest, slug: str) -> HttpResponse:
    """What could be run, best first: what speaks for and against each, how it suits the people, and the choice."""
    page = open_plan(request, slug, "options")
    return render(request, "programmes/options.html", _context(page))


@login_required
@require_POST
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose an option with its rationale; against the ranking only when that is confirmed, with its reason."""
    page = open_plan(request, slug, "options")
    context = _context(page, request.POST)
    form: ChoiceForm = context["form"]
    if form.is_valid():
        data = form.cleaned_data
        try:
            choose_option(
                programme=page.programme,
                code=data["option"],
                rationale=data["rationale"],
                actor=page.user,
                against_reason=data["against_reason"],
                confirmed=data["confirmed"],
            )
        except AgainstRanking:
            form.refuse_unconfirmed()
        else:
            return _chosen(request, page)
    chosen = form["option"].value()
    return render(request, "programmes/options.html", {**context, "against": _is_against(context, chosen)})


@login_required
def against(request: HttpRequest, slug: str) -> HttpResponse:
    """Under htmx: what else is asked when the option that is picked is not the one that the matrix ranks first."""
    page = open_plan(request, slug, "options")
    context = _context(page)
    form = ChoiceForm(request.GET, options=context["form"].fields["option"].choices, first=_titles(context["winners"]))
    form.is_valid()
    form.errors.clear()
    picked = request.GET.get("option", "")
    return render(request, "programmes/partials/against.html", {"form": form, "against": _is_against(context, picked)})


def _chosen(request: HttpRequest, page: PlanPage) -> HttpResponse:
    if page.programme.choice.against_ranking:
        messages.warning(request, _("The matrix ranks another option first; the page and the business case say so."))
    return page.done(request, _("The choice is recorded, with your reason."), "programmes:options")


def _context(page: PlanPage, data: Any = None) -> dict[str, Any]:
    lines, objectives = matrix_lines(page.programme)
    found: dict[str, Any] = appraisal_page(lines, objectives, with_swaps=False)
    answers = culture_answers(the_organisation())
    choice = getattr(page.programme, "choice", None)
    initial = {}
    if choice:
        initial = {"option": choice.option.code, "rationale": choice.rationale, "against_reason": choice.against_reason}
    options = listed(lines, found["ranking"], answers)
    form = ChoiceForm(
        data,
        initial=initial,
        options=[(each.option.code, _name(each)) for each in options],
        first=_titles(found["winners"]),
    )
    return page.context(
        **found,
        options=options,
        objectives=objectives,
        choice=choice,
        form=form,
        against=bool(choice and choice.against_ranking),
        culture_known=len(answers),
        clashing=sum(bool(each.marks.clashes) for each in options),
    )


def _name(each: Any) -> str:
    if each.mean is None:
        return str(each.option.title)
    return _("%(title)s (%(mean)s of 5)") % {"title": each.option.title, "mean": each.mean}


def _titles(winners: Any) -> list[str]:
    return [option.title for option in winners]


def _is_against(context: dict[str, Any], code: Any) -> bool:
    winners = [option.code for option in context["winners"]]
    return bool(winners) and bool(code) and code not in winners
