import pytest

from judging.calculations.results import compute
from judging.calculations.sheets import ScoreTable, Sheet
from judging.calculations.ties import UnknownTieBreak
from judging.tests.calculations.tables import by_rows


def _table(**values):
    """Two criteria of equal weight; each entry's sheets are (impact, care) by judge."""
    sheets = tuple(
        Sheet(f"J{judge}", entry, {"impact": impact, "care": care})
        for entry, pairs in values.items()
        for judge, (impact, care) in enumerate(pairs)
    )
    return ScoreTable(tuple(values), sheets, {"impact": 50, "care": 50}, (1, 5))


def _ranks(figures):
    return {entry.entry: (entry.rank, entry.tied, entry.decided_by) for entry in figures.entries}


TIED = _table(A=[(5, 3), (3, 3)], B=[(3, 5), (3, 3)], C=[(5, 5), (5, 5)], D=[(1, 1), (1, 1)])


def test_a_tie_that_nothing_breaks_shares_a_rank_and_is_left_to_the_chair():
    figures = compute(TIED, "mean", ["chair"], 1, 0)

    assert _ranks(figures) == {"A": (2, True, ""), "B": (2, True, ""), "C": (1, False, ""), "D": (4, False, "")}
    assert figures.tied == (("A", "B"),)


def test_a_criterion_breaks_the_tie_and_is_named():
    figures = compute(TIED, "mean", ["criterion:impact", "chair"], 1, 0)

    assert _ranks(figures) == {
        "A": (2, False, "criterion:impact"),
        "B": (3, False, "criterion:impact"),
        "C": (1, False, ""),
        "D": (4, False, ""),
    }
    assert figures.tied == ()


def test_the_order_of_tie_breaks_is_the_rulebooks():
    first = compute(TIED, "mean", ["criterion:care", "criterion:impact"], 1, 0)

    assert (_ranks(first)["B"], _ranks(first)["A"]) == ((2, False, "criterion:care"), (3, False, "criterion:care"))


def test_what_comes_after_the_chair_breaks_no_tie():
    figures = compute(TIED, "mean", ["chair", "criterion:impact"], 1, 0)

    assert figures.tied == (("A", "B"),)


def test_the_median_breaks_a_tie_of_means():
    figures = compute(by_rows([[10, 50, 90], [30, 30, 90]], (0, 100)), "mean", ["raw", "median"], 1, 0)

    assert _ranks(figures) == {"E0": (1, False, "median"), "E1": (2, False, "median")}


def test_three_alike_are_parted_as_far_as_the_rulebook_goes():
    table = _table(A=[(4, 2)], B=[(3, 3)], C=[(3, 3)])
    figures = compute(table, "mean", ["criterion:impact", "median"], 1, 0)

    assert _ranks(figures) == {"A": (1, False, "criterion:impact"), "B": (2, True, ""), "C": (2, True, "")}


def test_totals_that_differ_by_a_rounding_error_are_a_tie():
    table = ScoreTable(
        ("A", "B"),
        (Sheet("J", "A", {"x": 0.1, "y": 0.2, "z": 0.3}), Sheet("J", "B", {"x": 0.3, "y": 0.2, "z": 0.1})),
        {"x": 1, "y": 1, "z": 1},
        (0, 1),
    )

    assert compute(table, "mean", ["chair"], 1, 0).tied == (("A", "B"),)


@pytest.mark.parametrize("item", ["criterion:none", "impact", "Raw", "criterion:"])
def test_an_unknown_tie_break_is_refused_even_after_the_chair(item):
    with pytest.raises(UnknownTieBreak, match=item):
        compute(TIED, "mean", ["chair", item], 1, 0)
