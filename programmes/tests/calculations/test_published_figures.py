"""The business case's formulas against figures that others have published."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.calculations.business_case import payback, present_value
from programmes.calculations.staff_time import price


def flow(*amounts):
    return [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize(
    ("amounts", "rate", "worth"),
    [
        # Microsoft's two examples of NPV: the first discounts the outlay too, so it stands in year 1 here.
        ((0, -10_000, 3_000, 4_200, 6_800), "0.10", "1188.44"),
        ((-40_000, 8_000, 9_200, 10_000, 12_000, 14_500), "0.08", "1922.06"),
    ],
)
def test_the_present_value_is_that_of_published_examples(amounts, rate, worth):
    assert present_value(flow(*amounts), Decimal(rate)).quantize(Decimal("0.01")) == Decimal(worth)


@pytest.mark.parametrize(
    ("year", "factor"), [(1, "0.9662"), (2, "0.9335"), (3, "0.9019"), (5, "0.8420"), (10, "0.7089")]
)
def test_the_discount_factors_are_those_of_the_green_book_at_three_and_a_half_per_cent(year, factor):
    assert present_value(flow(*[0] * year, 1), Decimal("0.035")).quantize(Decimal("0.0001")) == Decimal(factor)


@pytest.mark.parametrize(
    ("amounts", "years"),
    [
        ((-105, 25, 25, 25, 25, 25, 25, 25), "4.20"),  # even: 105 / 25
        ((-50, 10, 13, 16, 19, 22), "3.58"),  # uneven: 3 + 11 / 19
    ],
)
def test_the_payback_is_that_of_textbook_examples(amounts, years):
    assert payback(flow(*amounts)).quantize(Decimal("0.01")) == Decimal(years)


sums = st.integers(1, 100_000)


@given(outlay=sums, returns=st.lists(sums, min_size=1, max_size=9), rate=st.decimals(0, 1, places=3))
def test_a_dearer_rate_never_makes_later_returns_worth_more(outlay, returns, rate):
    amounts = flow(-outlay, *returns)
    assert present_value(amounts, rate + Decimal("0.001")) < present_value(amounts, rate)


@given(outlay=sums, returns=st.lists(sums, min_size=1, max_size=9))
def test_at_the_payback_exactly_the_outlay_has_come_back(outlay, returns):
    years = payback(flow(-outlay, *returns))
    if years is None:
        assert sum(returns) < outlay
        return
    whole = int(years)
    part = (years - whole) * (returns[whole] if whole < len(returns) else 0)
    assert abs(sum(returns[:whole]) + part - outlay) < Decimal("1e-20")


def test_staff_time_is_hours_of_each_by_people_by_the_cost_of_an_hour():
    assert price(Decimal("7.5"), 6, Decimal("21.43")) == Decimal("964.35")
    assert price(Decimal("0.5"), 1, Decimal("0.01")) == Decimal("0.01")  # half a penny is rounded up
