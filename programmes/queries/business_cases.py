from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from programmes.calculations.business_case import CaseFigures, Estimate, Line, case_figures
from programmes.enums import Aim, CaseState
from programmes.models import BusinessCase, Programme
from programmes.models.business_case import Estimate as StoredEstimate
from programmes.queries.appraisal import appraisal_page
from programmes.queries.plans import objective_line, option_line
from programmes.queries.programmes import visible_to

NOTHING = Estimate(Decimal(0), Decimal(0), Decimal(0))


@dataclass(frozen=True)
class AimTotal:
    """What a case promises for one aim over its years, central estimate, not discounted."""

    aim: str
    label: str
    total: Decimal


def programmes_with_readable_case(user: User | AnonymousUser) -> QuerySet[Programme]:
    """The programmes whose business case this person may know of: their own, visible ones, and those they decide on."""
    if not isinstance(user, User) or not user.is_active:
        return Programme.objects.none()
    decides = BusinessCase.approvers.through.objects.filter(user=user).values("businesscase__programme")
    return Programme.objects.filter(Q(pk__in=visible_to(user).values("pk")) | Q(pk__in=decides))


def figures_of(case: BusinessCase) -> CaseFigures:
    """Totals, payback and net present value. What comes once is spent at the start (year 0), the rest in years 1 to n."""
    costs = [calculation_line(row, case.years) for row in case.costs.all()]
    benefits = [calculation_line(row, case.years) for row in case.benefits.all()]
    return case_figures(costs, benefits, Decimal(case.discount_rate) / 100)


def calculation_line(row: StoredEstimate, years: int) -> Line:
    """A stored line as amounts by year."""
    amount = Estimate(row.low, row.central, row.high)
    return Line(row.title, [amount] if row.once else [NOTHING, *[amount] * years])


def totals_by_aim(case: BusinessCase) -> list[AimTotal]:
    """What the benefits come to for each aim (P5)."""
    rows = list(case.benefits.all())
    return [
        AimTotal(aim, str(label), sum((_over_years(row, case.years) for row in rows if row.aim == aim), Decimal(0)))
        for aim, label in Aim.choices
    ]


def _over_years(row: StoredEstimate, years: int) -> Decimal:
    return row.central if row.once else row.central * years


def case_page(case: BusinessCase) -> dict[str, Any]:
    """What the page and the PDF say of a case: its lines, figures, alternatives and answers."""
    programme = case.programme
    options = [option_line(row) for row in programme.options.prefetch_related("scores__objective")]
    objectives = [objective_line(row) for row in programme.objectives.all()]
    figures = figures_of(case)
    return {
        "case": case,
        "costs": case.costs.all(),
        "benefits": case.benefits.all(),
        "risks": case.risks.all(),
        "figures": figures,
        "payback": [
            (_("At worst"), figures.payback.worst),
            (_("Expected"), figures.payback.central),
            (_("At best"), figures.payback.best),
        ],
        "years": list(enumerate(figures.net_by_year)),
        "by_aim": totals_by_aim(case),
        "objectives": objectives,
        "choice": getattr(programme, "choice", None),
        "approvers": case.approvers.all(),
        "answers": case.approvals.select_related("approver"),
        **appraisal_page(options, objectives),
    }


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
