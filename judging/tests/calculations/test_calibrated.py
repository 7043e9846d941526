import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.calculations.blocks import blocks_of
from judging.calculations.methods.calibrated import calibrate
from judging.calculations.results import compute
from judging.calculations.sheets import ScoreTable, Sheet
from judging.calculations.totals import totals_of
from judging.tests.calculations.tables import complete_tables, connected_tables, incomplete_tables, one_criterion


def _dense(totals, blocks):
    """Scores, judge effects and standard errors by dense least squares with the constraint as extra rows."""
    entries, judges = len(totals.entries), len(totals.judges)
    design = np.zeros((len(totals.value), entries + judges))
    design[np.arange(len(totals.value)), totals.entry] = 1
    design[np.arange(len(totals.value)), entries + totals.judge] = 1
    constraint = np.zeros((blocks.count, entries + judges))
    constraint[blocks.judge, entries + np.arange(judges)] = 1
    rows = np.vstack([design, constraint])
    found = np.linalg.lstsq(rows, np.concatenate([totals.value, np.zeros(blocks.count)]))[0]
    residual = totals.value - design @ found
    freedom = len(totals.value) - np.linalg.matrix_rank(design)
    # The constraint only picks the solution: its generalised inverse is that of the constrained parameters.
    inverse = np.linalg.pinv(rows)[:, : len(totals.value)]
    error = np.sqrt((inverse**2).sum(axis=1) * (residual @ residual) / freedom) if freedom else None
    return found[:entries], found[entries:], None if error is None else error[:entries]


@given(table=incomplete_tables())
def test_it_is_the_least_squares_solution_with_its_standard_errors(table):
    totals = totals_of(table)
    blocks = blocks_of(totals)
    ours = calibrate(totals, blocks)

    score, judge, error = _dense(totals, blocks)

    assert ours.score == pytest.approx(score, abs=1e-9)
    assert ours.judge == pytest.approx(judge, abs=1e-9)
    if error is None:
        assert ours.standard_error is None
    else:
        assert ours.standard_error == pytest.approx(error, abs=1e-9)


def test_it_is_the_least_squares_solution_on_a_large_sparse_design():
    random = np.random.default_rng(5)
    pairs = {(f"J{judge}", f"E{entry:04}") for entry in range(450) for judge in random.choice(40, 3, replace=False)}
    totals = totals_of(one_criterion({pair: float(random.integers(0, 101)) for pair in sorted(pairs)}))
    blocks = blocks_of(totals)
    ours = calibrate(totals, blocks)

    score, judge, error = _dense(totals, blocks)

    assert ours.score == pytest.approx(score, abs=1e-9)
    assert ours.judge == pytest.approx(judge, abs=1e-9)
    assert ours.standard_error == pytest.approx(error, abs=1e-9)


@given(table=connected_tables(), constant=st.integers(-10, 10), which=st.integers(0, 4))
def test_a_constant_added_to_one_judges_sheets_moves_all_scores_alike_and_no_rank(table, constant, which):
    judges = sorted({sheet.judge for sheet in table.sheets})
    chosen = judges[which % len(judges)]
    shifted = ScoreTable(
        table.entries,
        tuple(
            Sheet(sheet.judge, sheet.entry, {"all": sheet.values["all"] + constant * (sheet.judge == chosen)})
            for sheet in table.sheets
        ),
        table.weights,
        table.scale,
    )

    before = compute(table, "calibrated", ["chair"], seed=1, draws=0)
    after = compute(shifted, "calibrated", ["chair"], seed=1, draws=0)

    # Scores are those of a judge of average severity, and the average moved by the constant's share.
    expected = [entry.score + constant / len(judges) for entry in before.entries]
    assert [entry.score for entry in after.entries] == pytest.approx(expected, abs=1e-9)
    assert [entry.rank for entry in after.entries] == [entry.rank for entry in before.entries]


@given(table=complete_tables())
def test_where_every_judge_scored_every_entry_the_ranking_is_that_of_the_raw_mean(table):
    calibrated = compute(table, "calibrated", ["chair"], seed=1, draws=0)
    mean = compute(table, "mean", ["chair"], seed=1, draws=0)

    assert [entry.rank for entry in calibrated.entries] == [entry.rank for entry in mean.entries]
    assert [entry.score for entry in calibrated.entries] == pytest.approx([entry.raw for entry in mean.entries])


def test_an_entry_of_strict_judges_overtakes_an_equal_raw_mean_and_the_strict_judge_has_positive_severity():
    values = {("kind", "A"): 80, ("kind", "B"): 70, ("strict", "B"): 50, ("strict", "C"): 60}

    figures = compute(one_criterion(values), "calibrated", ["chair"], seed=1, draws=0)

    # By hand: strict gives 20 below kind on B, so ±10; A is 80 − 10, B (60 + 60) / 2, C 60 + 10.
    assert {entry.entry: entry.score for entry in figures.entries} == pytest.approx({"A": 70, "B": 60, "C": 70})
    assert {judge.judge: judge.severity for judge in figures.judges} == pytest.approx({"kind": -10, "strict": 10})
    assert {entry.entry: entry.raw for entry in figures.entries} == {"A": 80, "B": 60, "C": 60}
