"""A stored business case in figures, as its page and its PDF show them."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from charts.fan import FanChart, FanYear, fan_chart
from programmes.calculations.business_case import CaseFigures, Estimate, Line, Outlook, case_figures
from programmes.enums import Aim
from programmes.models import BusinessCase
from programmes.models.business_case import Estimate as StoredEstimate

NOTHING = Estimate(Decimal(0), Decimal(0), Decimal(0))


@dataclass(frozen=True)
class AimTotal:
    """What a case promises for one aim over its years, central estimate, not discounted."""

    aim: str
    label: str
    total: Decimal


@dataclass(frozen=True)
class CaseYear:
    """One year's totals; year 0 is the start."""

    number: int
    costs: Outlook
    benefits: Outlook
    net: Outlook
    balance: Outlook


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


def years_of(figures: CaseFigures) -> list[CaseYear]:
    """The totals year by year."""
    flows = zip(
        figures.costs_by_year,
        figures.benefits_by_year,
        figures.net_by_year,
        figures.balance_by_year,
        strict=True,
    )
    return [CaseYear(number, *flow) for number, flow in enumerate(flows)]


def balance_chart(figures: CaseFigures) -> FanChart | None:
    """What has come back so far, year by year; None for a case without lines."""
    if not figures.balance_by_year:
        return None
    years = [
        FanYear(_("Start") if number == 0 else _("Year %(n)s") % {"n": number}, *_floats(balance))
        for number, balance in enumerate(figures.balance_by_year)
    ]
    return fan_chart(
        ident="case-balance",
        title=_("Benefits less costs so far, at the end of each year"),
        description=_(
            "The line is what is expected, the band behind it goes from the worst to the best. Where the line crosses "
            "nothing, the programme has paid for itself."
        ),
        head=(_("At the end of"), _("At worst"), _("Expected"), _("At best")),
        years=years,
    )


def _floats(outlook: Outlook) -> tuple[float, float, float]:
    worst, central, best = (float(figure or 0) for figure in (outlook.worst, outlook.central, outlook.best))
    return worst, central, best
