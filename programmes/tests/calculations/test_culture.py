import pytest

from programmes.calculations.culture import Fit, fit


@pytest.mark.parametrize(
    ("ask", "answer", "where"),
    [
        ("needs", 5, "fits"),
        ("needs", 4, "fits"),
        ("needs", 2, "clashes"),
        ("needs", 1, "clashes"),
        ("avoids", 5, "clashes"),
        ("avoids", 4, "clashes"),
        ("avoids", 2, "fits"),
        ("avoids", 1, "fits"),
    ],
)
def test_an_option_fits_where_what_it_asks_is_so(ask, answer, where):
    found = fit({"trust": ask}, {"trust": answer})
    assert (found.fits, found.clashes) == ((("trust",), ()) if where == "fits" else ((), ("trust",)))


def test_half_and_half_neither_fits_nor_clashes_and_an_unanswered_statement_is_open():
    assert fit({"trust": "needs", "voice": "needs"}, {"trust": 3, "time": 5}) == Fit((), (), ("voice",))
