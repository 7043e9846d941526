import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.calculations.sample_spread import agreement, leaning, level_of, spread_of


@pytest.mark.parametrize(("low", "high", "level"), [(1, 5, 1), (0, 10, 1), (0, 11, 1.1), (0, 100, 10), (-2, 2, 1)])
def test_a_level_is_a_point_or_on_a_long_scale_a_tenth(low, high, level):
    assert level_of(low, high) == pytest.approx(level)


def test_what_a_panel_gave_is_told_as_it_is():
    spreads = {("1", "care"): spread_of([2, 3, 5], 1), ("1", "impact"): spread_of([4, 4, 5], 1)}
    found = agreement(spreads)
    assert (found.asked, found.together, found.apart, found.widest, found.widest_levels) == (2, 1, 1, ("1", "care"), 3)
    assert leaning({("1", "care"): 5, ("1", "impact"): 5}, spreads, 1) == pytest.approx((2.5 + 1) / 2)
    assert (spread_of([], 1), agreement({("1", "care"): spread_of([4], 1)}).asked) == (None, 0)


@settings(max_examples=30)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_judges_never_matters_and_their_leanings_balance(values, chance):
    shuffled = list(values)
    chance.shuffle(shuffled)
    spread = spread_of(values, 1)
    assert spread_of(shuffled, 1) == pytest.approx(spread) or spread_of(shuffled, 1).levels == spread.levels
    leanings = [leaning({("1", "a"): value}, {("1", "a"): spread}, 1) for value in values]
    assert sum(leanings) == pytest.approx(0, abs=1e-9)
