"""The business case in figures: totals, payback and net present value, each from worst to best.

Amounts are by year. Year 0 is what is spent (or gained) at the start; an amount of year t ≥ 1 falls evenly into that
year for the payback and at its end for the present value (HM Treasury, The Green Book, annex on discounting):

    net_t   = benefits_t − costs_t           worst: low benefits, high costs; best: high benefits, low costs
    NPV     = Σ_t net_t / (1 + rate)^t
    payback = (t − 1) + owed_{t−1} / net_t   with owed_t = −Σ_{s ≤ t} net_s and t the first year after which
                                             nothing is owed to the end of the period
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import accumulate
from operator import attrgetter
from typing import Final

DIGITS: Final = 34
"""Digits kept between steps whatever the caller's context (those of IEEE 754 decimal128)."""


class UnusableCase(ValueError):
    """The figures cannot be computed; the message names the line or the rate."""


@dataclass(frozen=True)
class Estimate:
    """An amount of money as low, central and high."""

    low: Decimal
    central: Decimal
    high: Decimal


@dataclass(frozen=True)
class Line:
    """A cost or benefit: its ``amounts`` by year, the first for year 0. Years beyond the last have none."""

    label: str
    amounts: Sequence[Estimate]

    def __post_init__(self) -> None:
        """Refuse, with UnusableCase, estimates that are not in order."""
        for year, amount in enumerate(self.amounts):
            if not amount.low <= amount.central <= amount.high:
                raise UnusableCase(f"{self.label}, year {year}: low, central and high are not in order.")


@dataclass(frozen=True)
class Outlook:
    """A figure at worst, as expected, and at best. For a payback None means never within the period."""

    worst: Decimal | None
    central: Decimal | None
    best: Decimal | None


@dataclass(frozen=True)
class CaseFigures:
    """Money except ``payback``, in years. ``net`` is undiscounted; costs are at their worst where they are high.

    ``balance_by_year`` is what has come back so far, less what was spent: where it rises above nothing, it is paid back.
    """

    costs: Outlook
    benefits: Outlook
    net: Outlook
    costs_by_year: tuple[Outlook, ...]
    benefits_by_year: tuple[Outlook, ...]
    net_by_year: tuple[Outlook, ...]
    balance_by_year: tuple[Outlook, ...]
    npv: Outlook
    payback: Outlook


def case_figures(costs: Sequence[Line], benefits: Sequence[Line], rate: Decimal) -> CaseFigures:
    """All figures of a business case at a yearly discount ``rate`` (0.035 for 3.5 %). Raises UnusableCase."""
    if not (rate.is_finite() and rate > -1):
        raise UnusableCase(f"The discount rate {rate} is not a number above -1.")
    years = max((len(line.amounts) for line in [*costs, *benefits]), default=0)
    with localcontext(prec=DIGITS):
        cost = _by_year(costs, years, worst=_high, best=_low)
        benefit = _by_year(benefits, years, worst=_low, best=_high)
        net = _Flows(
            *(
                [b - c for b, c in zip(gain, spent, strict=True)]
                for gain, spent in zip(benefit.all, cost.all, strict=True)
            )
        )
        return CaseFigures(
            costs=cost.outlook(_total),
            benefits=benefit.outlook(_total),
            net=net.outlook(_total),
            costs_by_year=cost.by_year,
            benefits_by_year=benefit.by_year,
            net_by_year=net.by_year,
            balance_by_year=_Flows(*(list(accumulate(flow)) for flow in net.all)).by_year,
            npv=net.outlook(lambda flow: present_value(flow, rate)),
            payback=net.outlook(payback),
        )


def present_value(flow: Sequence[Decimal], rate: Decimal) -> Decimal:
    """What a flow by year, from year 0, is worth at the start."""
    return sum((amount / (1 + rate) ** year for year, amount in enumerate(flow)), Decimal())


def payback(flow: Sequence[Decimal]) -> Decimal | None:
    """Years until the flow has paid for itself and stays so; None where it does not, or where nothing flows."""
    balance = list(accumulate(flow))
    if not balance or balance[-1] < 0:
        return None
    owing = [year for year, amount in enumerate(balance) if amount < 0]
    if not owing:
        return Decimal()
    last = owing[-1]
    return last - balance[last] / flow[last + 1]


@dataclass(frozen=True)
class _Flows:
    """Amounts by year, in the three cases."""

    worst: list[Decimal]
    central: list[Decimal]
    best: list[Decimal]

    @property
    def all(self) -> tuple[list[Decimal], list[Decimal], list[Decimal]]:
        return self.worst, self.central, self.best

    @property
    def by_year(self) -> tuple[Outlook, ...]:
        return tuple(Outlook(*amounts) for amounts in zip(*self.all, strict=True))

    def outlook(self, figure: Callable[[list[Decimal]], Decimal | None]) -> Outlook:
        return Outlook(figure(self.worst), figure(self.central), figure(self.best))


_Case = Callable[[Estimate], Decimal]
_low: _Case = attrgetter("low")
_central: _Case = attrgetter("central")
_high: _Case = attrgetter("high")


def _by_year(lines: Sequence[Line], years: int, *, worst: _Case, best: _Case) -> _Flows:
    return _Flows(*([_of_year(lines, year, case) for year in range(years)] for case in (worst, _central, best)))


def _of_year(lines: Sequence[Line], year: int, case: _Case) -> Decimal:
    return sum((case(line.amounts[year]) for line in lines if year < len(line.amounts)), Decimal())


def _total(flow: Sequence[Decimal]) -> Decimal:
    return sum(flow, Decimal())
