from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.calculations.appraisal import Interval, Matrix, Ranked, Swap, UnusableMatrix, appraise


def _matrix(weights, **rows):
    objectives = list(weights)
    return Matrix(
        options=list(rows),
        weights={objective: Decimal(weight) for objective, weight in weights.items()},
        scores={
            (option, objective): score
            for option, scores in rows.items()
            for objective, score in zip(objectives, scores, strict=True)
            if score is not None
        },
    )


EXAMPLE = _matrix({"service": "60", "team": "40"}, monthly=(4, 2), yearly=(2, 4), nothing=(0, 0))


@st.composite
def matrices(draw):
    options = [f"option {number}" for number in range(draw(st.integers(1, 5)))]
    objectives = [f"objective {number}" for number in range(draw(st.integers(1, 4)))]
    weights = {objective: draw(st.decimals(0, 50, places=1)) for objective in objectives}
    weights[objectives[0]] += 1
    scores = {(option, objective): draw(st.integers(0, 5)) for option in options for objective in objectives}
    return Matrix(options, weights, scores)


def _total(matrix, option, objective=None, weight=None):
    """By the definition, with another weight for one objective."""
    return sum(
        (weight if own == objective else Fraction(given_weight)) * matrix.scores[option, own]
        for own, given_weight in matrix.weights.items()
    )


def _is_first(matrix, option, objective, weight):
    own = _total(matrix, option, objective, weight)
    return all(own >= _total(matrix, other, objective, weight) for other in matrix.options)


def test_the_ranking_is_by_weighted_mean_score():
    assert appraise(EXAMPLE).ranking == (
        Ranked("monthly", Fraction(16, 5), 1),
        Ranked("yearly", Fraction(14, 5), 2),
        Ranked("nothing", Fraction(0), 3),
    )


def test_each_weight_has_the_interval_in_which_the_winner_stays_first():
    # monthly leads yearly by 320 − 280 and gains 2 for each unit of service, loses 2 for each unit of team.
    assert appraise(EXAMPLE).intervals == (
        Interval("monthly", "service", Fraction(60), Fraction(40), None, Fraction(1, 2), Fraction(1)),
        Interval("monthly", "team", Fraction(40), Fraction(0), Fraction(60), Fraction(0), Fraction(1, 2)),
    )


def test_the_pairs_that_swap_are_named_with_the_weight_at_which_they_are_equal():
    assert appraise(EXAMPLE).swaps == (
        Swap("service", Fraction(40), "monthly", "yearly"),
        Swap("team", Fraction(60), "monthly", "yearly"),
    )


def test_options_that_tie_for_first_both_win_and_the_next_is_third():
    appraisal = appraise(_matrix({"service": "50", "team": "50"}, a=(3, 4), b=(4, 3), c=(1, 1)))

    assert [(ranked.option, ranked.rank) for ranked in appraisal.ranking] == [("a", 1), ("b", 1), ("c", 3)]
    assert appraisal.winners == ("a", "b")
    assert [(i.option, i.objective, i.low, i.high) for i in appraisal.intervals] == [
        ("a", "service", 0, 50),
        ("a", "team", 50, None),
        ("b", "service", 50, None),
        ("b", "team", 0, 50),
    ]


def test_an_option_that_lacks_a_score_is_shown_last_without_a_value():
    appraisal = appraise(_matrix({"service": "50", "team": "50"}, a=(5, None), b=(1, 1)))

    assert appraisal.ranking == (Ranked("b", Fraction(1), 1), Ranked("a", None, None))


def test_without_a_complete_option_nobody_wins():
    appraisal = appraise(_matrix({"service": "50"}, a=(None,)))

    assert (appraisal.winners, appraisal.intervals, appraisal.swaps) == ((), (), ())


@given(matrix=matrices(), weights=st.lists(st.fractions(0, 200), max_size=20))
def test_inside_the_interval_the_winner_is_first_and_outside_it_is_not(matrix, weights):
    step = Fraction(1, 10**9)
    for interval in appraise(matrix).intervals:
        ends = [interval.low, interval.low - step, interval.weight]
        ends += [] if interval.high is None else [interval.high, interval.high + step]
        for weight in [*weights, *ends]:
            if weight >= 0:
                inside = interval.low <= weight and (interval.high is None or weight <= interval.high)
                assert _is_first(matrix, interval.option, interval.objective, weight) == inside


@given(matrix=matrices())
def test_swaps_are_exactly_the_pairs_whose_order_changes_somewhere(matrix):
    step, far = Fraction(1, 10**9), Fraction(10**9)
    swaps = appraise(matrix).swaps
    for swap in swaps:
        past = swap.at + (step if swap.at > Fraction(matrix.weights[swap.objective]) else -step)
        at = [_total(matrix, option, swap.objective, swap.at) for option in (swap.ahead, swap.behind)]
        beyond = [_total(matrix, option, swap.objective, past) for option in (swap.ahead, swap.behind)]
        assert at[0] == at[1]
        assert beyond[0] < beyond[1]
    expected = {
        (objective, ahead, behind)
        for objective in matrix.weights
        for ahead in matrix.options
        for behind in matrix.options
        if _total(matrix, ahead) > _total(matrix, behind)
        and any(_total(matrix, ahead, objective, x) < _total(matrix, behind, objective, x) for x in (Fraction(0), far))
    }
    assert {(swap.objective, swap.ahead, swap.behind) for swap in swaps} == expected
    assert len(swaps) == len(expected)


@given(matrix=matrices())
def test_the_ranking_agrees_with_the_definition(matrix):
    totals = {option: _total(matrix, option) for option in matrix.options}

    for ranked in appraise(matrix).ranking:
        assert ranked.value * sum(Fraction(weight) for weight in matrix.weights.values()) == totals[ranked.option]
        assert ranked.rank == 1 + sum(total > totals[ranked.option] for total in totals.values())


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"options": ["a", "a"]}, "twice"),
        ({"weights": {"x": Decimal(-1)}}, "-1"),
        ({"weights": {"x": Decimal("NaN")}}, "NaN"),
        ({"weights": {"x": Decimal(0)}}, "weight"),
        ({"scores": {("a", "x"): 6}}, "6"),
        ({"scores": {("b", "x"): 1}}, "b for x"),
        ({"scores": {("a", "y"): 1}}, "a for y"),
    ],
)
def test_a_matrix_out_of_range_is_refused_by_name(change, named):
    whole = {"options": ["a"], "weights": {"x": Decimal(1)}, "scores": {("a", "x"): 3}}

    with pytest.raises(UnusableMatrix, match=named):
        Matrix(**(whole | change))
