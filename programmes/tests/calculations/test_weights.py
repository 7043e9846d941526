from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.calculations.weights import even_weights, spread_to_whole

weights = st.lists(st.decimals(min_value="0.01", max_value=100, places=2), min_size=1, max_size=40)


@given(weights)
def test_weights_spread_come_to_exactly_100_each_above_nothing_and_in_the_same_order(given_weights):
    spread = spread_to_whole(given_weights)
    assert sum(spread) == 100
    assert min(spread) > 0
    assert all(weight == weight.quantize(Decimal("0.01")) for weight in spread)
    for (before, after), (other_before, other_after) in zip(
        zip(given_weights, spread, strict=True), zip(given_weights[1:], spread[1:], strict=True), strict=False
    ):
        if before > other_before:
            assert after >= other_after - Decimal("0.01") * (1 if before != before.to_integral() else 100)


@given(st.lists(st.integers(1, 100), min_size=1, max_size=40))
def test_whole_numbers_stay_whole(whole):
    assert all(weight == weight.to_integral() for weight in spread_to_whole([Decimal(each) for each in whole]))


@given(weights)
def test_what_comes_to_100_stays_as_it_is(given_weights):
    spread = spread_to_whole(given_weights)
    assert spread_to_whole(spread) == spread


@pytest.mark.parametrize(
    ("before", "after"),
    [(["60", "30"], ["67", "33"]), (["33.3", "33.3", "33.3"], ["33.4", "33.3", "33.3"]), (["80", "80"], ["50", "50"])],
)
def test_proportions_stay(before, after):
    assert spread_to_whole([Decimal(each) for each in before]) == [Decimal(each) for each in after]


def test_seven_criteria_alike():
    assert [int(weight) for weight in even_weights(7)] == [15, 15, 14, 14, 14, 14, 14]


def test_more_criteria_than_a_hundred_share_in_hundredths():
    assert sum(even_weights(101)) == 100
