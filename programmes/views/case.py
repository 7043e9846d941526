from dataclasses import asdict
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from accounts.access import load
from programmes.enums import CaseState
from programmes.forms.case import (
    AnswerForm,
    BenefitRows,
    CaseForm,
    CostRows,
    InformalForm,
    ProposeForm,
    RiskRows,
    benefit_initial,
    cost_initial,
)
from programmes.models import BusinessCase, Programme
from programmes.plans.lines import CaseLine
from programmes.plans.row_stamps import stamped_values
from programmes.printing.case_pdf import case_pdf
from programmes.queries.business_cases import case_page, programmes_with_readable_case
from programmes.queries.next_case import content_of_next
from programmes.queries.plans import newest_case
from programmes.queries.rail import rail_for
from programmes.services.business_case import save_case
from programmes.services.row_editing import Opened
from programmes.views.plan_page import PlanPage, open_plan
from programmes.views.row_page import FormAndLists


def load_case(request: HttpRequest, slug: str) -> Programme:
    """The programme whose business case this person may read: its managers, its approvers, administrators."""
    return load(request, programmes_with_readable_case(request.user), "programmes.read_case", slug=slug)


@login_required
def business_case(request: HttpRequest, slug: str) -> HttpResponse:
    """The business case: its figures, and what this reader can do with it."""
    programme = load_case(request, slug)
    return render(request, "programmes/case.html", case_context(request, programme))


def case_context(request: HttpRequest, programme: Programme) -> dict[str, object]:
    """What the page of a case shows, with the forms that its state and this reader's part allow. ``?version=`` shows an
    earlier one, on which nothing is done any more.
    """
    manages = request.user.has_perm("programmes.manage", programme)
    newest = newest_case(programme)
    case = _asked_for(request, programme, newest)
    context: dict[str, object] = {
        "programme": programme,
        "manages": manages,
        "newest": case == newest,
        "rail": rail_for(programme=programme, user=request.user, current="case") if manages else None,
        "informal": InformalForm() if manages and programme.state in {"draft", "proposed"} else None,
    }
    if case is None:
        return context
    context |= case_page(case)
    if case != newest:
        return context | {"informal": None}
    proposed = case.state == CaseState.PROPOSED
    waits = proposed and not case.approvals.filter(approver=request.user.pk).exists()
    return context | {
        "propose": ProposeForm() if manages and case.state == CaseState.DRAFT else None,
        "answer": AnswerForm() if waits and request.user.has_perm("programmes.answer_case", case) else None,
    }


def _asked_for(request: HttpRequest, programme: Programme, newest: BusinessCase | None) -> BusinessCase | None:
    """The version that the address names, else the newest; 404 for one that is not there."""
    version = request.GET.get("version", "")
    if not version:
        return newest
    return get_object_or_404(programme.business_cases, version=int(version) if version.isdecimal() else None)


@login_required
def business_case_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """A version of the business case on paper, the newest unless the address names another."""
    programme = load_case(request, slug)
    shown = _asked_for(request, programme, newest_case(programme))
    if shown is None:
        raise Http404
    pdf = case_pdf(case_page(shown))
    name = f"{programme.slug}-business-case-v{shown.version}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@login_required
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the draft: what is asked for, with costs, benefits and risks."""
    page = open_plan(request, slug, "case")
    newest = newest_case(page.programme)
    stored = content_of_next(page.programme)
    data = request.POST or None
    form = CaseForm(data, initial=asdict(stored))
    costs = CostRows(data, initial=[cost_initial(line) for line in stored.costs], prefix="costs")
    benefits = BenefitRows(data, initial=[benefit_initial(line) for line in stored.benefits], prefix="benefits")
    risks = RiskRows(data, initial=[asdict(line) for line in stored.risks], prefix="risks")
    lists = {"costs": (_("Costs"), costs), "benefits": (_("Benefits"), benefits), "risks": (_("Risks"), risks)}
    row = FormAndLists(request, form, stamped_values(stored), lists=lists)
    if row.saved(partial(_save, page, row)):
        return page.done(request, _("The business case is saved as a draft."), "programmes:case")
    context = page.context(**row.context(), costs=costs, benefits=benefits, risks=risks, newest=newest)
    return render(request, "programmes/case_edit.html", context, status=row.status)


def _save(page: PlanPage, row: FormAndLists, opened: Opened | None) -> None:
    lists = {name: tuple(rows.lines()) for name, (_heading, rows) in row.lists.items()}
    content = CaseLine(**row.form.cleaned_data | lists)
    save_case(programme=page.programme, content=content, actor=page.user, opened=opened)
