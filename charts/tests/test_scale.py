import pytest

from charts.scale import Scale, decimals_of, nice_ticks, written


@pytest.mark.parametrize(
    ("low", "high", "at_most", "ticks"),
    [
        (0, 14, 4, [0, 5, 10, 15]),
        (4.02, 4.4, 5, [4.0, 4.1, 4.2, 4.3, 4.4]),
        (0, 1, 4, [0, 0.5, 1.0]),
        (59, 75, 5, [55, 60, 65, 70, 75]),
        (-3, 7, 5, [-4, -2, 0, 2, 4, 6, 8]),
    ],
)
def test_ticks_are_round_and_hold_every_value(low, high, at_most, ticks):
    assert nice_ticks(low, high, at_most) == ticks


def test_ticks_of_counts_are_whole_numbers_even_for_one():
    assert nice_ticks(0, 1, 4, smallest_step=1) == [0, 1]


def test_one_single_value_still_has_two_ticks():
    assert nice_ticks(4, 4, 5) == [4, 4.1, 4.2, 4.3, 4.4]


def test_a_scale_may_run_upwards_and_keeps_what_lies_outside_at_its_end():
    scale = Scale(0, 10, 100, 0)
    assert [scale.place(v) for v in (0, 5, 10, 12, -3)] == [100, 50, 0, 0, 100]


def test_a_scale_without_extent_puts_its_value_in_the_middle():
    assert Scale(3, 3, 0, 10).place(3) == 5


def test_figures_have_a_real_minus_sign_commas_and_no_negative_nothing():
    assert [written(-5.94, 1), written(12345), written(-0.04, 1)] == ["−5.9", "12,345", "0.0"]


def test_the_decimals_are_as_many_as_the_ticks_need():
    assert [decimals_of([0, 5]), decimals_of([3.8, 4.0]), decimals_of([0.25])] == [0, 1, 2]
