"""Counts of a round: published examples, and what must hold whatever is voted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.calculations.rounds.cuts import UnknownCut, through
from judging.calculations.rounds.majority import majority
from judging.calculations.rounds.paired import UnknownEntry, fit, paired
from judging.calculations.rounds.pairs import next_pair, parts, wanted
from judging.calculations.rounds.positional import positional
from judging.calculations.rounds.tallied import digest_of
from judging.calculations.rounds.transferable import counted, transferable

ENTRIES = ["A", "B", "C", "D", "E"]
ballots = st.lists(
    st.permutations(ENTRIES).flatmap(lambda order: st.integers(0, 5).map(lambda n: order[:n])), max_size=8
)
choices = st.lists(
    st.permutations(ENTRIES).flatmap(lambda o: st.sampled_from([o[0], o[1], None]).map(lambda c: (o[0], o[1], c))),
    max_size=20,
)

# The capital of Tennessee, an example in many textbooks (Wikipedia, "Borda count"): 100 voters by the city they live near.
TENNESSEE = [
    *[["Memphis", "Nashville", "Chattanooga", "Knoxville"]] * 42,
    *[["Nashville", "Chattanooga", "Knoxville", "Memphis"]] * 26,
    *[["Chattanooga", "Knoxville", "Nashville", "Memphis"]] * 15,
    *[["Knoxville", "Chattanooga", "Nashville", "Memphis"]] * 17,
]

# Twenty guests choose three kinds of food (Wikipedia, "Single transferable vote", example of a non-partisan election).
PARTY = [
    *[["orange"]] * 4,
    *[["pear", "orange"]] * 2,
    *[["chocolate", "strawberry"]] * 8,
    *[["chocolate", "sweets"]] * 4,
    ["strawberry"],
    ["sweets"],
]

# Agresti 2002, Categorical Data Analysis, 2nd edition, table 10.10: American League baseball, season of 1987, games that
# the row's team won against the column's. Estimates with Baltimore at 0 as in the vignette of R's BradleyTerry2.
TEAMS = ["Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore"]
BASEBALL = np.array(
    [
        [0, 7, 9, 7, 7, 9, 11],
        [6, 0, 7, 5, 11, 9, 9],
        [4, 6, 0, 7, 7, 8, 12],
        [6, 8, 6, 0, 6, 7, 10],
        [6, 2, 6, 7, 0, 7, 12],
        [4, 4, 5, 6, 6, 0, 6],
        [2, 4, 1, 3, 1, 7, 0],
    ],
    dtype=float,
)


def scores(rows):
    return {row.entry: row.score for row in rows}


def ranks(rows):
    return {row.entry: row.rank for row in rows}


def test_the_capital_of_tennessee_by_borda():
    points = {"Memphis": 126, "Nashville": 194, "Chattanooga": 173, "Knoxville": 107}
    found = positional(TENNESSEE, list(points))
    assert scores(found) == pytest.approx({city: points[city] / 3 for city in points})
    assert [row.entry for row in found] == ["Nashville", "Chattanooga", "Memphis", "Knoxville"]


def test_three_kinds_of_food_by_single_transferable_vote():
    count = counted(PARTY, 3)
    assert count.quota == 6
    assert dict(count.stages[0].totals) == {"chocolate": 12, "orange": 4, "pear": 2, "strawberry": 1, "sweets": 1}
    assert dict(count.stages[1].totals) == {"orange": 4, "pear": 2, "strawberry": 5, "sweets": 3}
    assert count.elected == [("chocolate",), ("orange",), ("strawberry",)]
    assert count.excluded == [("pear",), ("sweets",)]


def test_the_capital_of_tennessee_by_single_transferable_vote_for_one_seat():
    # Instant run-off (Wikipedia, the same example): Chattanooga is excluded first, then Nashville; Knoxville has 58.
    found = transferable(TENNESSEE, ["Memphis", "Nashville", "Chattanooga", "Knoxville"], 1)
    assert ranks(found) == {"Knoxville": 1, "Memphis": 2, "Nashville": 3, "Chattanooga": 4}


def test_the_baseball_season_of_1987_by_bradley_and_terry():
    found = fit(BASEBALL)
    strength = dict(zip(TEAMS, found.strength - found.strength[-1], strict=True))
    assert {team: round(value, 4) for team, value in strength.items()} == {
        "Milwaukee": 1.5814,
        "Detroit": 1.4364,
        "Toronto": 1.2945,
        "New York": 1.2476,
        "Boston": 1.1077,
        "Cleveland": 0.6839,
        "Baltimore": 0.0,
    }
    assert not found.steadied


def test_errors_are_those_of_the_information_by_difference():
    # Two entries, 6 to 3: the log odds have the variance 1/6 + 1/3, and each strength is half of it apart from 0.
    found = fit(np.array([[0.0, 6.0], [3.0, 0.0]]))
    assert found.strength == pytest.approx([np.log(2) / 2, -np.log(2) / 2])
    assert found.standard_error == pytest.approx([np.sqrt(1 / 6 + 1 / 3) / 2] * 2)


def test_who_always_won_is_first_with_a_finite_strength_and_the_count_says_so():
    found = paired([("A", "B", "A"), ("B", "C", "B")], ["A", "B", "C", "D"])
    assert ranks(found) == {"A": 1, "B": 2, "C": 3, "D": None}
    assert found[0].detail["steadied"]
    assert found[-1].detail == {"comparisons": 0}


def test_a_choice_of_somebody_else_is_refused():
    with pytest.raises(UnknownEntry):
        paired([("A", "B", "C")], ["A", "B", "C"])


def test_a_majority_counts_those_who_are_sure():
    votes = [("A", "yes"), ("A", "no"), ("A", "unsure"), ("B", "no"), ("B", "no"), ("B", "yes"), ("C", "unsure")]
    found = majority(votes, ["A", "B", "C", "D"])
    assert scores(found) == {"A": 50.0, "B": pytest.approx(100 / 3), "C": None, "D": None}
    assert through(found, "above", 50) == {"A", "C", "D"}


def test_a_cut_includes_whoever_is_level_with_the_last_one():
    found = positional([["A", "B", "C"], ["A", "C", "B"]], ["A", "B", "C"])
    assert (through(found, "top", 1), through(found, "top", 2)) == ({"A"}, {"A", "B", "C"})
    assert through(found, "every", None) == {"A", "B", "C"}
    with pytest.raises(UnknownCut):
        through(found, "top", None)


@settings(max_examples=40, deadline=None)
@given(ballots, st.integers(1, 4), st.randoms(use_true_random=False))
def test_neither_the_order_of_ballots_nor_a_name_decides_an_order(cast, seats, rng):
    other = rng.sample(cast, len(cast))
    swapped = dict(zip(ENTRIES, ENTRIES[::-1], strict=True))
    renamed = [[swapped[entry] for entry in ballot] for ballot in cast]
    for count in (lambda b: positional(b, ENTRIES), lambda b: transferable(b, ENTRIES, seats)):
        assert count(other) == count(cast)
        assert {swapped[entry]: rank for entry, rank in ranks(count(renamed)).items()} == ranks(count(cast))


@settings(max_examples=40, deadline=None)
@given(ballots, st.integers(1, 4))
def test_seats_are_filled_and_only_by_those_whom_somebody_named(cast, seats):
    named = {entry for ballot in cast for entry in ballot}
    count = counted(cast, seats)
    elected = [entry for group in count.elected for entry in group]
    assert len(elected) >= min(seats, len(named))
    assert sorted([*elected, *(entry for group in count.excluded for entry in group)]) == sorted(named)


@settings(max_examples=40, deadline=None)
@given(choices, st.randoms(use_true_random=False))
def test_neither_the_order_of_choices_nor_of_a_pair_decides(cast, rng):
    other = [rng.choice([(a, b, c), (b, a, c)]) for a, b, c in rng.sample(cast, len(cast))]
    found, again = paired(cast, ENTRIES), paired(other, ENTRIES[::-1])
    assert ranks(found) == ranks(again)
    assert scores(found) == pytest.approx(scores(again))
    unseen = set(ENTRIES) - {entry for a, b, _chosen in cast for entry in (a, b)}
    assert {row.entry for row in found if row.score is None} == unseen


@pytest.mark.parametrize(("size", "judges"), [(2, 1), (5, 2), (12, 3)])
def test_the_design_connects_all_and_asks_each_judge_as_often(size, judges):
    entries, done, own = [f"E{n:02}" for n in range(size)], [], {judge: [] for judge in range(judges)}
    for _turn in range(wanted(size)):
        for judge, mine in own.items():
            pair = next_pair(entries, done, mine, f"round:{judge}")
            mine.append(pair)
            done.append(pair)
        if len(done) >= size - 1:
            assert parts(entries, done) == 1
    assert [next_pair(entries, done, mine, "any") for mine in own.values()] == [None] * judges
    assert all(len({frozenset(pair) for pair in mine}) == len(mine) for mine in own.values())
    seen = [sum(entry in pair for pair in done) for entry in entries]
    assert max(seen) - min(seen) <= 1 + judges


def test_a_digest_is_the_same_for_the_same_content_however_its_keys_stand():
    votes = {"A": 1, "B": 2}
    assert digest_of(votes) == digest_of(dict(reversed(votes.items())))
    assert digest_of(votes) != digest_of({"A": 2, "B": 1})
