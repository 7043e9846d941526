from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.calculations.assignment import Request, UnusableRequest, assign

ENTRIES = [f"E{number}" for number in range(12)]
JUDGES = [f"J{number}" for number in range(6)]


@st.composite
def requests(draw):
    """Any request of up to twelve entries and six judges, feasible or not."""
    entries, judges = ENTRIES[: draw(st.integers(0, 12))], JUDGES[: draw(st.integers(0, 6))]
    pairs = st.sets(st.tuples(st.sampled_from(JUDGES), st.sampled_from(ENTRIES)), max_size=20)
    existing = draw(pairs)
    return Request(
        entries=entries,
        judges=judges,
        judges_per_entry=draw(st.integers(1, 4)),
        conflicts=draw(pairs),
        existing=existing,
        fixed=draw(st.sets(st.sampled_from(sorted(existing)))) if existing else (),
        caps=draw(st.dictionaries(st.sampled_from(JUDGES), st.integers(0, 6))),
        preferences=draw(
            st.dictionaries(st.tuples(st.sampled_from(JUDGES), st.sampled_from(ENTRIES)), st.integers(0, 100))
        ),
        seed=draw(st.integers(0, 3)),
    )


def _most_that_can_be_filled(request, kept):
    """Largest number of further assignments, by augmenting paths (Ford & Fulkerson), as an oracle."""
    need = {entry: max(request.judges_per_entry - sum(e == entry for _, e in kept), 0) for entry in request.entries}
    room = {judge: max(request.caps.get(judge, 99) - sum(j == judge for j, _ in kept), 0) for judge in request.judges}
    barred = {*request.conflicts, *kept}
    chosen = set()

    def augment(entry, seen):
        for judge in request.judges:
            if (judge, entry) in barred or (judge, entry) in chosen or judge in seen:
                continue
            seen.add(judge)
            mine = [e for j, e in chosen if j == judge]
            if len(mine) < room[judge]:
                chosen.add((judge, entry))
                return True
            for other in mine:
                if augment(other, seen):
                    chosen.remove((judge, other))
                    chosen.add((judge, entry))
                    return True
        return False

    for entry in request.entries:
        for _ in range(need[entry]):
            augment(entry, set())
    return len(chosen)


@given(request=requests())
def test_a_plan_breaks_no_rule_and_fills_all_that_can_be_filled(request):
    plan = assign(request)
    pairs = set(plan.assignments)
    kept = {pair for pair in request.fixed if pair not in request.conflicts and pair[1] in request.entries}

    assert len(pairs) == len(plan.assignments)
    assert not pairs & set(request.conflicts)
    assert kept <= pairs
    assert all(judge in request.judges for judge, _ in pairs - kept)
    fixed_load = Counter(judge for judge, _ in kept)
    for judge in request.judges:
        assert plan.loads[judge] == sum(j == judge for j, _ in pairs)
        assert plan.loads[judge] <= max(request.caps.get(judge, 99), fixed_load[judge])
    judges_of = Counter(entry for _, entry in pairs)
    assert plan.missing == {
        entry: request.judges_per_entry - judges_of[entry]
        for entry in request.entries
        if judges_of[entry] < request.judges_per_entry
    }
    assert len(pairs - kept) == _most_that_can_be_filled(request, kept)
    before = set(request.existing)
    assert (set(plan.added), set(plan.released)) == (pairs - before, before - pairs)


@given(request=requests(), shuffle=st.randoms(use_true_random=False))
def test_the_same_request_gives_the_same_plan_in_whatever_order(request, shuffle):
    def shuffled(things):
        return shuffle.sample(sorted(things), len(things))

    other = Request(
        shuffled(request.entries),
        shuffled(request.judges),
        request.judges_per_entry,
        shuffled(request.conflicts),
        shuffled(request.existing),
        shuffled(request.fixed),
        request.caps,
        request.preferences,
        request.seed,
    )

    assert assign(request) == assign(other)


@given(
    entries=st.integers(1, 12),
    judges=st.integers(1, 6),
    each=st.integers(1, 4),
    existing=st.sets(st.tuples(st.sampled_from(JUDGES), st.sampled_from(ENTRIES))),
    seed=st.integers(0, 9),
)
def test_without_conflicts_loads_differ_by_at_most_one_whatever_was_there_before(entries, judges, each, existing, seed):
    plan = assign(Request(ENTRIES[:entries], JUDGES[:judges], each, existing=existing, seed=seed))

    assert max(plan.loads.values()) - min(plan.loads.values()) <= 1
    assert plan.missing == ({} if each <= judges else dict.fromkeys(ENTRIES[:entries], each - judges))


@given(judges=st.integers(2, 6), each=st.integers(2, 4), entries=st.integers(4, 12), seed=st.integers(0, 9))
def test_the_graph_is_connected_where_there_are_enough_sheets(judges, each, entries, seed):
    plan = assign(Request(ENTRIES[:entries], JUDGES[:judges], each, seed=seed))

    if entries * min(each, judges) >= entries + judges - 1:
        assert plan.parts == 1


def test_groups_that_share_no_judge_are_joined_by_one_swap_each():
    existing = {(JUDGES[3 * (number % 2) + each], entry) for number, entry in enumerate(ENTRIES) for each in range(3)}

    plan = assign(Request(ENTRIES, JUDGES, 3, existing=existing))

    assert plan.parts == 1
    assert (len(plan.added), len(plan.released)) == (2, 2)
    assert set(plan.loads.values()) == {6}


def test_groups_that_conflicts_keep_apart_are_left_and_counted():
    conflicts = {(judge, entry) for i, judge in enumerate(JUDGES) for n, entry in enumerate(ENTRIES) if i // 3 != n % 2}

    plan = assign(Request(ENTRIES, JUDGES, 2, conflicts=conflicts))

    assert (plan.parts, plan.missing) == (2, {})
    assert set(plan.loads.values()) == {4}


@given(seed=st.integers(0, 30))
def test_adding_an_entry_changes_none_of_the_existing_assignments(seed):
    before = assign(Request(ENTRIES, JUDGES, 3, seed=seed))

    after = assign(Request([*ENTRIES, "NEW"], JUDGES, 3, existing=before.assignments, seed=seed + 1))

    assert after.released == ()
    assert [entry for _, entry in after.added] == ["NEW"] * 3


@given(seed=st.integers(0, 30))
def test_losing_a_judge_releases_only_what_they_had_not_started(seed):
    before = assign(Request(ENTRIES, JUDGES, 3, seed=seed))
    started = [pair for pair in before.assignments if pair[0] == "J0"][:2]

    after = assign(
        Request(ENTRIES, JUDGES[1:], 3, existing=before.assignments, fixed=started, seed=seed + 1),
    )

    assert set(after.released) == {pair for pair in before.assignments if pair[0] == "J0"} - set(started)
    assert set(started) <= set(after.assignments)
    assert max(after.loads.values()) - min(after.loads.values()) <= 1
    assert "J0" not in after.loads


def test_an_existing_assignment_under_a_new_conflict_goes_even_if_started():
    plan = assign(
        Request(["E"], ["A", "B"], 1, conflicts=[("A", "E")], existing=[("A", "E")], fixed=[("A", "E")]),
    )

    assert (plan.assignments, plan.released) == ((("B", "E"),), (("A", "E"),))


def test_preferences_decide_where_loads_leave_a_choice():
    preferences = {("A", "E1"): 100, ("B", "E2"): 100}

    for seed in range(5):
        plan = assign(Request(["E1", "E2"], ["A", "B"], 1, preferences=preferences, seed=seed))
        assert plan.assignments == (("A", "E2"), ("B", "E1"))


def test_a_lack_of_judges_is_reported_by_entry_and_nothing_is_dropped():
    plan = assign(Request(["E1", "E2"], ["A", "B"], 2, conflicts=[("A", "E1"), ("B", "E1")]))

    assert plan.missing == {"E1": 2}
    assert plan.assignments == (("A", "E2"), ("B", "E2"))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"judges_per_entry": 0}, "0 judges"),
        ({"caps": {"A": -1}}, "A cannot take -1"),
        ({"preferences": {("A", "E"): 101}}, "101"),
    ],
)
def test_a_request_that_means_nothing_is_refused(change, named):
    with pytest.raises(UnusableRequest, match=named):
        Request(**({"entries": ["E"], "judges": ["A"], "judges_per_entry": 1} | change))
