import hashlib
import random
from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.calculations.blocks import blocks_of
from judging.calculations.methods import METHODS
from judging.calculations.methods.calibrated import calibrate, calibrated
from judging.calculations.outline import outline_of
from judging.calculations.reasons import SENTENCES, Reason
from judging.calculations.results import compute
from judging.calculations.sheets import ScoreTable, Sheet, UnusableScores
from judging.calculations.totals import totals_of
from judging.tests.calculations.tables import by_rows, incomplete_tables, one_criterion


@pytest.mark.parametrize("method", sorted(METHODS))
@given(table=incomplete_tables(), shuffle=st.randoms(use_true_random=False))
def test_the_same_inputs_give_the_identical_result_in_whatever_order(method, table, shuffle):
    entries, sheets = list(table.entries), list(table.sheets)
    shuffle.shuffle(entries)
    shuffle.shuffle(sheets)
    other = ScoreTable(tuple(entries), tuple(sheets), dict(reversed(table.weights.items())), table.scale)

    assert compute(table, method, ["criterion:help"], 4, 20) == compute(other, method, ["criterion:help"], 4, 20)


@pytest.mark.parametrize("method", sorted(METHODS))
@given(table=incomplete_tables())
def test_missing_sheets_never_become_a_score_and_every_missing_figure_has_its_reason(method, table):
    figures = compute(table, method, [], 4, 20)
    complete = {sheet.entry for sheet in table.sheets if len(sheet.values) == 2}

    assert [entry.entry for entry in figures.entries] == sorted(table.entries)
    for entry in figures.entries:
        assert (entry.raw is not None) == (entry.entry in complete)
        assert (entry.rank is None) == (entry.score is None)
        assert entry.judges == sum(sheet.entry == entry.entry and len(sheet.values) == 2 for sheet in table.sheets)
        if entry.score is None:
            assert f"score:{entry.entry}" in figures.notes
            assert (entry.standard_error, entry.p_first) == (None, None)
        elif entry.standard_error is None:
            assert figures.notes["standard_error"] is Reason.NO_SPREAD
        if entry.score is not None and entry.p_first is None:
            assert {"p_first", f"p_first:{entry.entry}"} & set(figures.notes)
    for judge in figures.judges:
        assert (judge.severity is None) == (f"severity:{judge.judge}" in figures.notes)
        assert (judge.consistency is None) == (f"consistency:{judge.judge}" in figures.notes)


@pytest.mark.parametrize("method", sorted(METHODS))
@given(table=incomplete_tables())
def test_probabilities_of_being_first_add_up_to_one_in_each_group_that_is_compared(method, table):
    figures = compute(table, method, [], 4, 20)
    groups: dict[int, list[float]] = {}
    for entry in figures.entries:
        if entry.p_first is not None:
            groups.setdefault(entry.block if method == "calibrated" else 0, []).append(entry.p_first)

    assert [sum(group) for group in groups.values()] == pytest.approx([1] * len(groups))


def test_every_reason_has_a_sentence():
    assert set(SENTENCES) == set(Reason)


def test_blocks_are_ranked_by_themselves_and_the_sheets_that_would_join_them_are_counted():
    values = {("J1", "A"): 90, ("J2", "A"): 80, ("J1", "B"): 70, ("J2", "B"): 75}
    values |= {("J3", "C"): 20, ("J3", "D"): 30, ("J4", "E"): 50}
    figures = compute(one_criterion(values), "calibrated", [], 1, 100)

    assert [(entry.entry, entry.block, entry.rank) for entry in figures.entries] == [
        ("A", 1, 1),
        ("B", 1, 2),
        ("C", 2, 2),
        ("D", 2, 1),
        ("E", 3, 1),
    ]
    assert (figures.blocks, figures.sheets_to_join) == (3, 2)
    assert figures.notes["blocks"] is Reason.UNCONNECTED
    assert figures.notes["p_first:E"] is Reason.ALONE_IN_BLOCK
    assert figures.notes["severity:J4"] is Reason.ONLY_JUDGE_IN_BLOCK


def test_a_category_without_a_sheet_has_no_figures():
    figures = compute(one_criterion({}, entries=["A", "B"]), "calibrated", ["raw", "median"], 1, 100)

    assert [(entry.score, entry.rank, entry.p_first) for entry in figures.entries] == [(None, None, None)] * 2
    assert (figures.judges, figures.blocks, figures.sheets_to_join) == ((), 0, 0)
    assert figures.notes["score:A"] is Reason.NO_SHEET


def test_a_sheet_that_lacks_a_criterion_is_left_out_and_named():
    table = ScoreTable(("A",), (Sheet("J", "A", {"help": 5}),), {"help": 1, "care": 1}, (1, 5))
    figures = compute(table, "mean", [], 1, 0)

    assert (figures.entries[0].raw, figures.entries[0].judges) == (None, 0)
    assert figures.notes["sheet:J:A"] is Reason.INCOMPLETE_SHEET


def test_the_probability_of_being_first_is_that_of_two_normal_means():
    table = by_rows([[60, 70, 80], [55, 65, 75]], (0, 100))
    figures = compute(table, "mean", [], 3, 100_000)

    # Difference 5 with standard error √(100 · 2 / 3): Φ(5 / 8.165) = 0.7299.
    assert figures.entries[0].p_first == pytest.approx(0.7299, abs=0.006)


def test_the_direct_draws_of_the_calibrated_method_have_the_distribution_of_refitted_sheets():
    maker = random.Random(2)
    pairs = {(f"J{judge}", f"E{entry}") for entry in range(12) for judge in maker.sample(range(5), 3)}
    table = one_criterion({pair: maker.randrange(20, 80) for pair in sorted(pairs)})
    totals = totals_of(table)
    fit = calibrate(totals, blocks_of(totals))
    scores = calibrated(totals, fit).draw(np.random.default_rng(1), 50_000)
    random_sheets = np.random.default_rng(2)
    refitted = np.array(
        [
            calibrate(
                replace(totals, value=fit.expected + fit.spread * random_sheets.standard_normal(len(totals.value))),
                blocks_of(totals),
            ).score
            for _ in range(800)
        ]
    )

    assert scores.std(axis=0, ddof=1) == pytest.approx(fit.standard_error, rel=0.02)
    assert refitted.std(axis=0, ddof=1) == pytest.approx(fit.standard_error, rel=0.12)
    assert np.corrcoef(scores.T) == pytest.approx(np.corrcoef(refitted.T), abs=0.15)


def test_a_clear_winner_leaves_nothing_too_close_and_two_equals_are_marked():
    clear = compute(by_rows([[95, 96, 97], [50, 51, 52], [10, 11, 12]], (0, 100)), "calibrated", [], 1, 500)
    close = compute(by_rows([[95, 93, 97], [94, 97, 95], [10, 11, 12]], (0, 100)), "calibrated", [], 1, 500)

    assert [entry.too_close for entry in clear.entries] == [False, False, False]
    assert [entry.too_close for entry in close.entries] == [True, True, False]


def test_where_no_entry_has_two_sheets_nothing_is_known_of_closeness_but_a_tie():
    known = compute(one_criterion({("J1", "A"): 50, ("J1", "B"): 50, ("J1", "C"): 40}), "mean", [], 1, 100)

    assert [entry.too_close for entry in known.entries] == [True, True, None]
    assert known.notes["p_first"] is Reason.NO_SPREAD


def test_the_digest_changes_with_a_score_and_not_with_order_or_number_type():
    table = by_rows([[1, 2], [3, 4]], (1, 5))
    same = ScoreTable(tuple(reversed(table.entries)), tuple(reversed(table.sheets)), {"all": 100.0}, (1.0, 5.0))
    other = by_rows([[1, 2], [3, 5]], (1, 5))

    assert table.digest() == same.digest()
    assert table.digest() != other.digest()
    # Computed with hashlib over the documented JSON, written out by hand.
    assert one_criterion({("J", "A"): 3}, (1, 5)).digest() == _sha256(
        '{"entries":["A"],"scale":[1.0,5.0],"sheets":[["A","J",{"all":3.0}]],"weights":{"all":100.0}}'
    )


def _sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"sheets": (Sheet("J", "A", {"x": 6}),)}, "6"),
        ({"sheets": (Sheet("J", "A", {"x": float("nan")}),)}, "nan"),
        ({"sheets": (Sheet("J", "A", {"y": 3}),)}, "y"),
        ({"sheets": (Sheet("J", "B", {"x": 3}),)}, "B"),
        ({"sheets": (Sheet("J", "A", {"x": 3}),) * 2}, "two sheets"),
        ({"entries": ("A", "A")}, "twice"),
        ({"weights": {"x": 0}}, "weight"),
        ({"weights": {"x": -1}}, "-1"),
        ({"scale": (5, 5)}, "scale"),
    ],
)
def test_scores_that_contradict_the_rulebook_are_refused_by_name(change, named):
    whole = {"entries": ("A",), "sheets": (), "weights": {"x": 1}, "scale": (1, 5)}

    with pytest.raises(UnusableScores, match=named):
        ScoreTable(**(whole | change))


def test_a_judge_who_orders_entries_against_all_others_has_a_consistency_of_minus_one():
    rows = [[10, 20, 90], [20, 30, 80], [30, 40, 70], [40, 50, 60]]
    figures = compute(by_rows(rows, (0, 100)), "calibrated", [], 1, 0)

    # The last judge's totals fall as evenly as the others' rise; so its others rise as it falls.
    assert figures.judges[2].consistency == pytest.approx(-1)
    assert [judge.sheets for judge in figures.judges] == [4, 4, 4]


def test_two_judges_in_the_same_order_are_wholly_consistent_however_strict_one_is():
    figures = compute(by_rows([[10, 50], [20, 60], [30, 70]], (0, 100)), "calibrated", [], 1, 0)

    assert [judge.consistency for judge in figures.judges] == pytest.approx([1, 1])
    assert [judge.severity for judge in figures.judges] == pytest.approx([20, -20])


@pytest.mark.parametrize("method", sorted(METHODS))
def test_a_clear_winner_is_almost_surely_first_by_every_method(method):
    rows = [[95, 96, 97], [50, 51, 52], [30, 32, 31], [10, 11, 12]]
    figures = compute(by_rows(rows, (0, 100)), method, [], 1, 500)

    assert [(entry.rank, round(entry.p_first, 1)) for entry in figures.entries] == [(1, 1), (2, 0), (3, 0), (4, 0)]


def test_an_error_taken_from_the_draws_is_that_of_the_closed_form_where_both_exist():
    rows = [[60, 70, 95], [55, 65, None], [20, 65, 75]]
    closed = compute(by_rows(rows, (0, 100)), "mean", [], 1, 0)
    drawn = compute(by_rows(rows, (0, 100)), "trimmed_mean", [], 1, 20_000)

    # Fewer than five judges: nothing is trimmed.
    expected = [entry.standard_error for entry in closed.entries]
    assert [entry.standard_error for entry in drawn.entries] == pytest.approx(expected, rel=0.03)


def test_an_entry_tied_for_first_is_too_close_even_where_less_certain_ones_come_first_more_often():
    values = {(f"J{judge}", "A"): 80 + 20 * (judge % 2) for judge in range(20)}
    values |= {("J0", f"B{number:02}"): 90 for number in range(30)}
    first, *others = compute(one_criterion(values), "mean", ["chair"], 1, 500).entries

    assert (first.rank, first.tied, round(first.p_first, 2)) == (1, True, 0)
    assert first.too_close
    assert all(entry.too_close for entry in others)


TWO_PANELS = {("J", "A"): 20, ("J", "B"): 10, ("K", "A"): 20, ("K", "B"): 10, ("K", "C"): 10, ("L", "D"): 30}


@pytest.mark.parametrize(
    ("method", "order", "leaders", "note"),
    [
        ("mean", ["D", "A", "B", "C"], ["D", "D"], Reason.UNCONNECTED_COMPARED),
        ("calibrated", ["A", "B", "C", "D"], ["A", "A"], Reason.UNCONNECTED),
    ],
)
def test_who_is_first_is_shown_first_though_a_panel_of_their_own_judged_them(method, order, leaders, note):
    figures = compute(one_criterion(TWO_PANELS), method, [], 4, 20)
    rows = {"method": method, "totals": {}, "sheets_to_join": figures.sheets_to_join, "judges": []} | {
        "entries": [asdict(entry) for entry in figures.entries],
        "reliability": asdict(figures.reliability),
        "notes": {code: str(reason) for code, reason in figures.notes.items()},
    }
    outline = outline_of(rows, None, None)

    assert figures.notes["blocks"] is note
    assert [row["entry"] for row in [*outline.close, *outline.rows]] == order
    assert [row["entry"] for row in outline.leaders] == leaders
    assert outline.was["D"] == 1
