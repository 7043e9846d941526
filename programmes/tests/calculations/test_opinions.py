from hypothesis import given
from hypothesis import strategies as st

from programmes.calculations.opinions import FEWEST, Share, groups_to_show

counts = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12), max_size=8)


@given(counts)
def test_no_group_is_below_five_and_everybody_is_in_exactly_one(people):
    groups = groups_to_show(people)
    assert all(sum(people[label] for label in group) >= FEWEST for group in groups)
    if groups:
        assert sorted(label for group in groups for label in group) == sorted(each for each in people if people[each])
        assert len(groups) > 1


def test_too_few_take_the_smallest_of_the_others_along():
    assert groups_to_show({"Adviser": 9, "Driver": 6, "Sampler": 2}) == [("Adviser",), ("Driver", "Sampler")]


def test_nothing_is_split_where_the_rest_could_be_subtracted():
    assert groups_to_show({"Adviser": 9, "Sampler": 2}) == []


def test_several_small_roles_stand_together():
    assert groups_to_show({"Adviser": 9, "Driver": 3, "Sampler": 2}) == [("Adviser",), ("Driver", "Sampler")]


def test_sixty_of_a_hundred_is_enough_and_less_is_not():
    assert [Share(yes, 100).is_low for yes in (59, 60)] == [True, False]
    assert (Share(2, 3).percent, Share(3, 5).is_low, Share(0, 0).is_low) == (66, False, False)
