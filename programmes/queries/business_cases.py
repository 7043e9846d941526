from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from programmes.enums import CaseState
from programmes.models import Approval, BusinessCase, OptionChoice, Programme
from programmes.plans.lines import ObjectiveLine
from programmes.queries.appraisal import RankedOption, appraisal_page
from programmes.queries.case_comparison import comparison_of
from programmes.queries.case_figures import balance_chart, figures_of, totals_by_aim, years_of
from programmes.queries.plans import objective_line, option_line
from programmes.queries.programmes import visible_to


def programmes_with_readable_case(user: User | AnonymousUser) -> QuerySet[Programme]:
    """The programmes whose business case this person may know of: their own, visible ones, and those they decide on."""
    if not isinstance(user, User) or not user.is_active:
        return Programme.objects.none()
    decides = BusinessCase.approvers.through.objects.filter(user=user).values("businesscase__programme")
    return Programme.objects.filter(Q(pk__in=visible_to(user).values("pk")) | Q(pk__in=decides))


def case_page(case: BusinessCase) -> dict[str, Any]:
    """What the page and the PDF say of a case: its figures, lines, alternatives and answers, and what changed."""
    programme = case.programme
    prefetch_related_objects([case], "costs", "benefits", "risks")
    options = [option_line(row) for row in programme.options.prefetch_related("scores__objective")]
    objectives = [objective_line(row) for row in programme.objectives.all()]
    figures = figures_of(case)
    versions = list(programme.business_cases.order_by("-version"))
    appraised, asked = appraisal_page(options, objectives), _asked(case)
    return {
        "case": case,
        "costs": case.costs.all(),
        "benefits": case.benefits.all(),
        "risks": sorted(case.risks.all(), key=lambda risk: -risk.likelihood * risk.impact),
        "figures": figures,
        "payback": [
            (_("At worst"), figures.payback.worst),
            (_("Expected"), figures.payback.central),
            (_("At best"), figures.payback.best),
        ],
        "years": years_of(figures),
        "chart": balance_chart(figures),
        "by_aim": totals_by_aim(case),
        "objectives": objectives,
        "choice": OptionChoice.objects.filter(programme=programme).select_related("option").first(),
        "asked": asked,
        "answered": any(one.answer for one in asked),
        "comparison": comparison_of(case, versions),
        "versions": versions,
        **appraised,
        "matrix": _matrix(appraised["ranking"], objectives),
    }


@dataclass(frozen=True)
class Asked:
    """Somebody who decides, with their answer if they have given one."""

    person: User
    answer: Approval | None


def _asked(case: BusinessCase) -> list[Asked]:
    """Everybody who was asked, and whoever recorded an informal approval, with their answers."""
    answers = {answer.approver: answer for answer in case.approvals.select_related("approver")}
    return [Asked(person, answers.get(person)) for person in dict.fromkeys([*case.approvers.all(), *answers])]


def _matrix(ranking: Any, objectives: list[ObjectiveLine]) -> list[tuple[RankedOption, list[int | None]]]:
    """Each option of the ranking with its scores in the order of the objectives; None where nobody has scored."""
    found = []
    for line in ranking:
        scores = {score.objective: score.value for score in line.option.scores}
        found.append((line, [scores.get(objective.code) for objective in objectives]))
    return found


def cases_to_answer(person: User) -> QuerySet[BusinessCase]:
    """The business cases that wait for this approver's answer."""
    return (
        BusinessCase.objects.filter(state=CaseState.PROPOSED, approvers=person)
        .exclude(approvals__approver=person)
        .exclude(proposed_by=person)
    )


def cases_waiting_for(person: User) -> list[dict[str, Any]]:
    """The business cases that wait for this approver's answer, as the home page lists them."""
    cases = cases_to_answer(person).select_related("programme", "proposed_by")
    return [
        {
            "title": _("Decide on the business case for %(title)s") % {"title": case.programme.title},
            "detail": _("Proposed by %(name)s. It can't start without your answer.") % {"name": case.proposed_by},
            "url": reverse("programmes:case", args=[case.programme.slug]),
            "button": _("Read and decide"),
        }
        for case in cases
    ]
