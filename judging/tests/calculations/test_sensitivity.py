from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from judging.calculations.blocks import blocks_of
from judging.calculations.results import compute
from judging.calculations.sensitivity.joining import joining_sheets
from judging.calculations.sensitivity.left_out import without_each_judge
from judging.calculations.sensitivity.panel import disagreements, halos, judges_needed, leanings
from judging.calculations.sensitivity.report import sensitivity_of
from judging.calculations.sensitivity.weights import weight_rooms
from judging.calculations.sensitivity.winning import Rules, fitted, winners
from judging.calculations.sheets import ScoreTable, Sheet
from judging.calculations.totals import totals_of
from judging.tests.calculations.tables import SHROUT_FLEISS, by_rows, incomplete_tables

CALIBRATED = Rules("calibrated", (), 1)


@st.composite
def complete_tables(draw) -> ScoreTable:
    """Three to five entries by two or three judges, two criteria, every value there."""
    entries = [f"E{number}" for number in range(draw(st.integers(3, 5)))]
    judges = [f"J{number}" for number in range(draw(st.integers(2, 3)))]
    score = st.integers(1, 5)
    sheets = tuple(Sheet(j, e, {"help": draw(score), "care": draw(score)}) for j in judges for e in entries)
    return ScoreTable(tuple(entries), sheets, {"help": 60, "care": 40}, (1, 5))


def first_by_computing(table: ScoreTable, method: str) -> set[str]:
    figures = compute(table, method, [], seed=1, draws=0)
    return {entry.entry for entry in figures.entries if entry.rank == 1 and entry.block in (1, None)}


@settings(max_examples=50)
@given(incomplete_tables(), st.sampled_from(["mean", "z_score", "calibrated"]))
def test_leaving_a_judge_out_is_computing_without_their_sheets(table, method):
    totals = totals_of(table)
    assume(len(totals.judges) > 1)
    rules = Rules(method, (), 1)
    without = {change.judge: change for change in without_each_judge(fitted(totals), rules)}
    compared = winners(fitted(totals), rules)
    for judge in totals.judges:
        rest = totals_of(replace(table, sheets=tuple(sheet for sheet in table.sheets if sheet.judge != judge)))
        then = winners(fitted(rest), rules) if len(rest.value) else frozenset()
        change = without.get(judge)
        if method == "calibrated" and blocks_of(rest).count > blocks_of(totals).count:
            assert change.apart
            continue
        assert (change is None) == (then == compared)
        if change:
            assert set(change.gained) == then - compared
            assert set(change.lost) == compared - then


def test_a_judge_whose_sheets_hold_the_field_together_is_not_said_to_have_made_the_winner():
    # Without K, nobody has scored both A or B and C or D; D is first of all four.
    pairs = {("J", "A"): 2, ("J", "B"): 1, ("K", "B"): 1, ("K", "C"): 2, ("L", "C"): 3, ("L", "D"): 5}
    table = ScoreTable(
        tuple("ABCD"), tuple(Sheet(j, e, {"help": v}) for (j, e), v in pairs.items()), {"help": 1}, (1, 5)
    )
    changes = {change.judge: change for change in without_each_judge(fitted(totals_of(table)), CALIBRATED)}
    assert (changes["K"].apart, changes["K"].gained, changes["K"].lost) == (True, (), ())


@settings(max_examples=50)
@given(complete_tables(), st.sampled_from(["mean", "calibrated"]))
def test_winners_stay_inside_the_exact_room_of_a_weight_and_change_just_outside(table, method):
    rules = Rules(method, (), 1)
    now = first_by_computing(table, method)
    rooms = weight_rooms(fitted(totals_of(table)), rules, {"help": 60.0, "care": 40.0}, (1.0, 5.0))
    room = {found.criterion: found for found in rooms}["help"]

    def first_at(weight: float) -> set[str]:
        return first_by_computing(replace(table, weights={"help": weight, "care": 100 - weight}), method)

    assert room.low <= 60 <= room.high
    for share in (0.25, 0.5, 0.75):
        inside = room.low + (room.high - room.low) * share
        if room.high - room.low > 0.01:
            assert first_at(inside) == now or len(now) > 1
    if room.high < 99.9:
        assert first_at(room.high + 0.05) != now
    if room.low > 0.1:
        assert first_at(room.low - 0.05) != now


def test_a_method_without_closed_form_finds_the_last_whole_point():
    values = {"E1": (5, 1), "E2": (1, 5), "E3": (1, 1)}
    sheets = tuple(
        Sheet(judge, entry, {"help": help_, "care": care}) for judge in "AB" for entry, (help_, care) in values.items()
    )
    table = ScoreTable(tuple(values), sheets, {"help": 60, "care": 40}, (1, 5))
    rooms = weight_rooms(fitted(totals_of(table)), Rules("borda", (), 1), {"help": 60.0, "care": 40.0}, (1.0, 5.0))
    assert [(room.criterion, room.low, room.high, room.exact) for room in rooms] == [
        ("care", 0, 49, False),
        ("help", 51, 100, False),
    ]


@pytest.mark.parametrize(
    ("single", "wanted", "judges"),
    # Spearman–Brown: doubling a test of 0.5 gives 2/3, four of it 0.8; one of 0.29 (Shrout & Fleiss's judges) four 0.62.
    [(0.5, 2 / 3, 2), (0.5, 0.8, 4), (0.29, 0.62, 4), (0.9, 0.8, 1), (0.0, 0.8, None), (-0.2, 0.8, None)],
)
def test_how_many_judges_a_wanted_reliability_needs(single, wanted, judges):
    assert judges_needed(single, wanted) == judges


def test_what_is_given_to_ones_own_is_the_coefficient_of_a_column_beside_judges_and_entries():
    rows = np.array(SHROUT_FLEISS, dtype=float)
    own = [("J0", f"E{n}") for n in range(3)] + [("J2", f"E{n}") for n in (1, 4, 5)]
    [leaning] = leanings(fitted(totals_of(by_rows(rows.tolist(), (0, 10)))), {"site": own})

    sheets = [(entry, judge) for entry in range(6) for judge in range(4)]
    columns = [[1.0] * len(sheets)]
    columns += [[float(entry == e) for entry, _ in sheets] for e in range(1, 6)]
    columns += [[float(judge == j) for _, judge in sheets] for j in range(1, 4)]
    columns += [[float((f"J{judge}", f"E{entry}") in own) for entry, judge in sheets]]
    design, totals = np.array(columns).T, np.array([10 * rows[entry, judge] for entry, judge in sheets])
    solution, squares, *_ = np.linalg.lstsq(design, totals, rcond=None)
    variance = squares[0] / (len(sheets) - design.shape[1]) * np.linalg.inv(design.T @ design)[-1, -1]
    assert (leaning.kind, leaning.sheets) == ("site", 6)
    assert leaning.points == pytest.approx(solution[-1], abs=1e-9)
    assert leaning.standard_error == pytest.approx(np.sqrt(variance), abs=1e-9)


def test_too_few_sheets_for_ones_own_say_nothing():
    fit = fitted(totals_of(by_rows(SHROUT_FLEISS, (0, 10))))
    assert leanings(fit, {"team": [("J0", "E0"), ("J1", "E1")]}) == ()


def test_a_judge_whose_criteria_rise_together_has_a_halo_of_one():
    sheets = [Sheet("same", f"E{n}", {"help": n, "care": n}) for n in range(1, 6)]
    sheets += [Sheet("apart", f"E{n}", {"help": n, "care": value}) for n, value in enumerate([3, 5, 1, 5, 3], start=1)]
    table = ScoreTable(tuple(f"E{n}" for n in range(1, 6)), tuple(sheets), {"help": 50, "care": 50}, (1, 5))
    assert {halo.judge: round(halo.correlation, 3) for halo in halos(totals_of(table))} == {"same": 1.0, "apart": 0.0}


def test_the_entries_on_which_judges_differ_most_come_first_freed_of_severity():
    # The second judge is 20 stricter throughout; beyond that the two differ on the last entry only.
    fit = fitted(totals_of(by_rows([[80, 60], [70, 50], [60, 40], [90, 40]], (0, 100))))
    assert disagreements(fit)[0].entry == "E3"


@settings(max_examples=50)
@given(incomplete_tables())
def test_the_sheets_named_make_everything_comparable(table):
    totals = totals_of(table)
    blocks = blocks_of(totals)
    named = joining_sheets(totals, blocks, set())
    added = tuple(Sheet(sheet.judge, sheet.entry, {"help": 3, "care": 3}) for sheet in named)
    complete = tuple(sheet for sheet in table.sheets if len(sheet.values) == 2)
    joined = blocks_of(totals_of(replace(table, sheets=complete + added)))
    assert len(named) == blocks.sheets_to_join
    assert joined.count == min(blocks.count, 1)


def test_a_pair_in_conflict_is_never_named_to_join_blocks():
    totals = totals_of(by_rows([[50, None], [None, 60]], (0, 100)))
    blocks = blocks_of(totals)
    free = joining_sheets(totals, blocks, set())
    assert [(sheet.judge, sheet.entry) for sheet in free] == [("J0", "E1")]
    barred = joining_sheets(totals, blocks, {("J0", "E1")})
    assert [(sheet.judge, sheet.entry) for sheet in barred] == [("J1", "E0")]
    assert joining_sheets(totals, blocks, {("J0", "E1"), ("J1", "E0")}) == ()


def test_the_report_of_the_same_sheets_is_the_same_in_any_order():
    table = by_rows(SHROUT_FLEISS, (0, 10))
    turned = replace(table, entries=table.entries[::-1], sheets=table.sheets[::-1])
    reports = [sensitivity_of(one, CALIBRATED, own={}, barred=set()) for one in (table, turned)]
    assert reports[0] == reports[1]
    assert reports[0].single == pytest.approx(0.290, abs=5e-4)  # Shrout & Fleiss 1979, table 4: ICC(2,1)
    assert reports[0].ranks["E4"] == {
        "mean": 1, "trimmed_mean": 1, "z_score": 1, "calibrated": 1, "borda": 1,
    }  # fmt: skip


def test_nothing_is_reported_before_the_first_complete_sheet():
    assert sensitivity_of(ScoreTable(("E1",), (), {"help": 1}, (1, 5)), CALIBRATED, own={}, barred=set()) is None
