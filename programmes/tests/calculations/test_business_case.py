from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.calculations.business_case import Estimate, Line, Outlook, UnusableCase, case_figures, payback


def _line(*amounts):
    """Amounts by year, each (low, central, high) or one number for all three."""
    triples = [amount if isinstance(amount, tuple) else (amount,) * 3 for amount in amounts]
    return Line("a line", [Estimate(*map(Decimal, triple)) for triple in triples])


def _outlook(worst, central, best):
    return Outlook(*(None if figure is None else Decimal(figure) for figure in (worst, central, best)))


COSTS = [_line((900, 1000, 1200), 100, 100), _line(0, (0, 50, 100))]
BENEFITS = [_line(0, (500, 650, 800), (700, 800, 900))]


def test_totals_are_worst_where_costs_are_high_and_benefits_low():
    figures = case_figures(COSTS, BENEFITS, Decimal("0.1"))

    assert figures.costs == _outlook(1500, 1250, 1100)
    assert figures.benefits == _outlook(1200, 1450, 1700)
    assert figures.net == _outlook(-300, 200, 600)
    assert figures.net_by_year == (
        _outlook(-1200, -1000, -900),
        _outlook(300, 500, 700),
        _outlook(600, 700, 800),
    )


def test_the_net_present_value_discounts_each_year_from_the_start():
    figures = case_figures(COSTS, BENEFITS, Decimal("0.1"))

    # −1200 + 300/1.1 + 600/1.21; −1000 + 500/1.1 + 700/1.21; −900 + 700/1.1 + 800/1.21
    cents = [figure.quantize(Decimal("0.01")) for figure in (figures.npv.worst, figures.npv.central, figures.npv.best)]
    assert cents == [Decimal("-431.40"), Decimal("33.06"), Decimal("397.52")]


def test_the_payback_is_interpolated_within_its_year():
    figures = case_figures(COSTS, BENEFITS, Decimal("0.1"))

    # Central owes 500 after year 1 and gets 700 in year 2; best owes 200 and gets 800.
    assert figures.payback.worst is None
    assert round(figures.payback.central, 6) == Decimal("1.714286")
    assert figures.payback.best == Decimal("1.25")


@pytest.mark.parametrize(
    ("flow", "years"),
    [
        ([], None),
        ([0], 0),
        ([5, 5], 0),
        ([-100, 100], 1),
        ([-100, 50, 50], 2),
        ([-100, 200, -150, 100], Decimal("2.5")),  # paid back in year 1, but owes again until the middle of year 3
        ([-100, 99], None),
        ([-100, 0, 400], Decimal("1.25")),
    ],
)
def test_payback_is_when_nothing_is_owed_any_more(flow, years):
    assert payback([Decimal(amount) for amount in flow]) == years


def test_at_a_rate_of_zero_the_present_value_is_the_net_total():
    figures = case_figures(COSTS, BENEFITS, Decimal(0))

    assert figures.npv == figures.net


def test_a_case_without_lines_has_totals_of_nothing_and_no_payback():
    figures = case_figures([], [], Decimal("0.035"))

    assert (figures.costs, figures.net, figures.payback) == (
        _outlook(0, 0, 0),
        _outlook(0, 0, 0),
        _outlook(*[None] * 3),
    )


def test_the_callers_decimal_context_changes_nothing():
    with localcontext(prec=3):
        figures = case_figures(COSTS, BENEFITS, Decimal("0.1"))

    assert figures == case_figures(COSTS, BENEFITS, Decimal("0.1"))


estimates = st.lists(st.integers(0, 10_000), min_size=3, max_size=3).map(lambda three: tuple(sorted(three)))
lines = st.lists(st.lists(estimates, min_size=1, max_size=5).map(lambda amounts: _line(*amounts)), max_size=3)


@given(costs=lines, benefits=lines, rate=st.decimals(0, 1, places=3))
def test_worst_is_never_better_than_central_nor_that_than_best(costs, benefits, rate):
    figures = case_figures(costs, benefits, rate)

    for outlook in (figures.net, figures.npv, figures.benefits, *figures.net_by_year):
        assert outlook.worst <= outlook.central <= outlook.best
    assert figures.costs.worst >= figures.costs.central >= figures.costs.best
    never = Decimal("Infinity")
    worst, central, best = (
        never if years is None else years
        for years in (figures.payback.worst, figures.payback.central, figures.payback.best)
    )
    assert worst >= central >= best


def test_an_estimate_whose_low_is_above_its_high_is_refused_by_line_and_year():
    with pytest.raises(UnusableCase, match="a line, year 1"):
        _line(0, (3, 2, 1))


@pytest.mark.parametrize("rate", ["-1", "NaN", "Infinity"])
def test_a_rate_that_discounts_nothing_is_refused(rate):
    with pytest.raises(UnusableCase, match=rate):
        case_figures(COSTS, BENEFITS, Decimal(rate))
