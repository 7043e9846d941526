import krippendorff
import numpy as np
import pytest
from hypothesis import given

from judging.calculations.reasons import Reason
from judging.calculations.reliability import intraclass_correlations, krippendorff_alpha, reliability
from judging.calculations.totals import totals_of
from judging.tests.calculations.tables import KRIPPENDORFF, SHROUT_FLEISS, by_rows, incomplete_tables, one_criterion


def test_intraclass_correlations_are_those_that_shrout_and_fleiss_published():
    single, average = intraclass_correlations(totals_of(by_rows(SHROUT_FLEISS, (1, 10))))

    assert (round(single, 2), round(average, 2)) == (0.29, 0.62)


def test_alpha_of_krippendorffs_example_is_as_published():
    rows = np.array(KRIPPENDORFF, dtype=object).T.tolist()

    assert round(krippendorff_alpha(totals_of(by_rows(rows, (1, 5)))), 3) == 0.849


@given(table=incomplete_tables())
def test_alpha_equals_that_of_the_krippendorff_package_or_says_why_there_is_none(table):
    totals = totals_of(table)
    grid = np.full((max(len(totals.judges), 1), max(len(totals.entries), 1)), np.nan)
    grid[totals.judge, totals.entry] = totals.value

    ours = krippendorff_alpha(totals)

    pairable = totals.value[totals.per_entry[totals.entry] > 1]
    if not len(pairable):
        assert ours is Reason.NO_OVERLAP
    elif np.ptp(pairable) < 1e-9:
        assert ours is Reason.NO_VARIATION
    else:
        assert ours == pytest.approx(krippendorff.alpha(grid, level_of_measurement="interval"), abs=1e-9)


def test_a_gap_in_the_design_leaves_no_intraclass_correlation_and_a_reason():
    rows = [*SHROUT_FLEISS[:-1], [6, 2, 4, None]]

    figures, notes = reliability(totals_of(by_rows(rows, (1, 10))))

    assert (figures.icc_2_1, figures.icc_2_k) == (None, None)
    assert notes == {"icc_2_1": Reason.INCOMPLETE_DESIGN, "icc_2_k": Reason.INCOMPLETE_DESIGN}


def test_one_judge_alone_has_no_reliability():
    figures, notes = reliability(totals_of(one_criterion({("J", "A"): 10, ("J", "B"): 20})))

    assert (figures.krippendorff_alpha, figures.icc_2_1, figures.icc_2_k) == (None, None, None)
    assert notes == {
        "krippendorff_alpha": Reason.NO_OVERLAP,
        "icc_2_1": Reason.TOO_FEW_FOR_ICC,
        "icc_2_k": Reason.TOO_FEW_FOR_ICC,
    }


def test_totals_that_are_all_the_same_tell_nothing_of_agreement():
    figures, notes = reliability(totals_of(by_rows([[3, 3], [3, 3]], (1, 5))))

    assert (figures.krippendorff_alpha, figures.icc_2_1, figures.icc_2_k) == (None, None, None)
    assert set(notes.values()) == {Reason.NO_VARIATION}


def test_no_ratio_is_made_of_what_rounding_leaves():
    # By hand: BMS 1, JMS and EMS such that BMS + (JMS − EMS) / n is 0, so ICC(2,k) has no value; doubles leave some 1e-13.
    single, average = intraclass_correlations(totals_of(by_rows([[3, 1], [2, 4], [2, 4]], (1, 10))))
    assert single == pytest.approx(-1)
    assert average is Reason.CANCELLED
