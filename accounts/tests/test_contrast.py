import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.contrast import DARK_PAPER, PAPER, contrast, luminance, readable

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
    ],
)
def test_the_ratio_is_that_of_the_guidelines(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio


def test_white_has_all_the_light_and_black_none():
    assert (luminance("#000000"), round(luminance("#ffffff"), 9)) == (0.0, 1.0)


@given(colours, st.sampled_from([PAPER, DARK_PAPER, "#ffffff"]))
def test_every_colour_becomes_one_that_can_be_read(colour, background):
    found = readable(colour, background)
    assert found.ratio >= 4.5
    assert contrast(found.used, background) == found.ratio


@given(colours)
def test_a_colour_that_can_be_read_stays_as_it_is(colour):
    if contrast(colour, PAPER) >= 4.5:
        assert (readable(colour).used, readable(colour).changed) == (colour, False)
    else:
        assert readable(colour).changed is True


def test_a_light_yellow_becomes_a_dark_one_and_no_darker_than_needed():
    found = readable("#ffee00")
    red, green, blue = (int(found.used[at : at + 2], 16) for at in (1, 3, 5))
    assert (blue, 4.5 <= found.ratio < 4.6) == (0, True)
    assert abs(red / green - 0xFF / 0xEE) < 0.02  # the same hue, but for rounding
