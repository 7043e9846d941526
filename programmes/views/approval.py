from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import require
from accounts.models import User
from programmes.forms.case import AnswerForm, InformalForm, ProposeForm
from programmes.queries.plans import newest_case
from programmes.services.approval import answer_case, propose_case, record_informal_approval
from programmes.views.case import case_context, load_case
from programmes.views.plan_page import PlanPage, open_plan


@login_required
@require_POST
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the case to the people who decide."""
    page = open_plan(request, slug, "case")
    newest = newest_case(page.programme)
    case = get_object_or_404(
        page.programme.business_cases.select_related("programme"), pk=newest.pk if newest else None
    )
    form = ProposeForm(request.POST)
    if not form.is_valid():
        context = case_context(request, page.programme) | {"propose": form, "form": form}
        return render(request, "programmes/case.html", context)
    propose_case(case=case, actor=page.user, **form.cleaned_data)
    return page.done(
        request, _("The business case is proposed. Each of them has been sent a message."), "programmes:case"
    )


@login_required
@require_POST
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer as an approver."""
    programme = load_case(request, slug)
    newest = newest_case(programme)
    case = get_object_or_404(programme.business_cases.select_related("programme"), pk=newest.pk if newest else None)
    require(request, "programmes.answer_case", case)
    form = AnswerForm(request.POST)
    if not form.is_valid() or not isinstance(request.user, User):
        return render(
            request, "programmes/case.html", case_context(request, programme) | {"answer": form, "form": form}
        )
    answer_case(
        case=case, verdict=form.cleaned_data["verdict"], comment=form.cleaned_data["comment"], actor=request.user
    )
    page = PlanPage(programme, request.user, "case")
    return page.done(request, _("Your answer is recorded, with your reason."), "programmes:case")


@login_required
@require_POST
def informal(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep an approval that was given without a formal case."""
    page = open_plan(request, slug, "case")
    form = InformalForm(request.POST)
    if not form.is_valid():
        context = case_context(request, page.programme) | {"informal": form, "form": form}
        return render(request, "programmes/case.html", context)
    record_informal_approval(programme=page.programme, words=form.cleaned_data["words"], actor=page.user)
    return page.done(request, _("The approval is recorded. The programme can be started."), "programmes:case")
