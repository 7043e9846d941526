import pytest

from intake.numbers import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_plain_digits_are_a_number(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", "²", "٣", "-1", "1.0", " 1", "1e3", "9" * 19, "9" * 5000, "1\x00"])
def test_anything_else_is_none_and_no_error(text):
    assert whole_number(text) is None
