import numpy as np
import pytest

from judging.calculations.reasons import Reason
from judging.calculations.results import UnknownMethod, compute
from judging.calculations.sheets import ScoreTable, Sheet
from judging.tests.calculations.tables import by_rows, one_criterion


def _scores(table, method, draws=0):
    return {figures.entry: figures.score for figures in compute(table, method, [], 1, draws).entries}


def test_a_total_is_the_weighted_mean_of_criteria_on_0_to_100():
    sheet = Sheet("J", "A", {"help": 5, "care": 2})
    table = ScoreTable(("A",), (sheet,), {"help": 60, "care": 20}, (1, 5))

    # (60 · 100 + 20 · 25) / 80
    assert _scores(table, "mean") == {"A": pytest.approx(81.25)}


def test_the_mean_has_the_pooled_spread_within_entries_as_its_error():
    figures = compute(by_rows([[10, 20, 30], [50, 50, None]], (0, 100)), "mean", [], 1, 0)

    # Sum of squares within: 200 + 0 with 2 + 1 degrees of freedom.
    assert [entry.score for entry in figures.entries] == pytest.approx([20, 50])
    assert [entry.standard_error for entry in figures.entries] == pytest.approx(
        [np.sqrt(200 / 3 / 3), np.sqrt(200 / 3 / 2)]
    )


def test_the_trimmed_mean_drops_highest_and_lowest_from_five_judges():
    rows = [[0, 50, 60, 70, 100], [0, 50, 60, 100, None]]

    assert _scores(by_rows(rows, (0, 100)), "trimmed_mean") == pytest.approx({"E0": 60, "E1": 52.5})


def test_the_z_score_is_the_one_computed_by_hand():
    rows = [[10, 40], [20, 50], [30, 90]]
    totals = np.array(rows, dtype=float)
    z = (totals - totals.mean(axis=0)) / totals.std(axis=0, ddof=1)
    expected = totals.mean() + z.mean(axis=1) * totals.std(ddof=1)

    assert list(_scores(by_rows(rows, (0, 100)), "z_score").values()) == pytest.approx(expected.tolist())


def test_a_judge_with_one_total_throughout_counts_as_average_and_is_named():
    rows = [[10, 70], [20, 70], [30, 70]]
    figures = compute(by_rows(rows, (0, 100)), "z_score", [], 1, 0)
    totals = np.array(rows, dtype=float)
    expected = totals.mean() + np.array([-1, 0, 1]) / 2 * totals.std(ddof=1)

    assert [entry.score for entry in figures.entries] == pytest.approx(expected.tolist())
    assert figures.notes["z_score:J1"] is Reason.CONSTANT_JUDGE


def test_totals_of_a_judge_with_two_sheets_count_as_they_stand_in_the_z_score():
    rows = [[10, None], [20, None], [30, None], [None, 64], [None, 88]]
    figures = compute(by_rows(rows, (0, 100)), "z_score", [], 1, 0)

    assert [entry.score for entry in figures.entries][3:] == pytest.approx([64, 88])
    assert figures.notes["z_score:J1"] is Reason.FEW_SHEETS


def test_borda_counts_the_share_of_a_judges_other_entries_that_are_beaten():
    rows = [[10, 90], [20, 40], [20, 70], [90, None]]

    # J0: 0, ½ and ½ of the tied pair over one beaten, 3 of 3. J1: 2 of 2, 0, 1 of 2.
    expected = {"E0": (0 + 100) / 2, "E1": (50 + 0) / 2, "E2": (50 + 50) / 2, "E3": 100}
    assert _scores(by_rows(rows, (0, 100)), "borda") == pytest.approx(expected)


def test_borda_leaves_out_a_judge_of_one_entry():
    table = one_criterion({("J0", "A"): 10, ("J0", "B"): 20, ("J1", "B"): 5, ("J2", "C"): 99})
    figures = compute(table, "borda", [], 1, 0)

    assert {entry.entry: entry.score for entry in figures.entries} == {"A": 0, "B": 100, "C": None}
    assert {entry.entry: entry.rank for entry in figures.entries} == {"A": 2, "B": 1, "C": None}
    assert figures.notes["score:C"] is Reason.NOT_RANKED_BY_ANY_JUDGE
    assert (figures.notes["borda:J1"], figures.notes["borda:J2"]) == (Reason.SINGLE_SHEET_JUDGE,) * 2


def test_an_unknown_method_is_refused_by_name():
    with pytest.raises(UnknownMethod, match="median"):
        compute(by_rows([[1]], (0, 100)), "median", [], 1, 0)
