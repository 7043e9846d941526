"""The demo's nominations: enough of them, of every kind, and each can be told."""

from collections import Counter
from string import Formatter

import pytest

from awards_site.demo.people import people
from awards_site.demo.stories import stories, stories_for, tell

PLACES = {"name", "they", "them", "their", "themself", "They", "Them", "Their", "THEM"}


def test_there_are_at_least_sixty_six_and_no_two_share_an_id_or_their_words():
    told = stories()
    assert len(told) >= 66
    assert len({story.id for story in told}) == len(told)
    assert len({story.words for story in told}) == len(told)


def test_every_quality_is_among_them():
    assert {story.quality for story in stories()} == {
        "good",
        "thin",
        "overlong",
        "duplicate",
        "conflicted",
        "biased",
        "other_language",
    }


def test_customers_colleagues_and_leaders_write_of_people_and_teams():
    assert {story.told_by for story in stories()} == {"customer", "colleague", "leader"}
    assert {story.kind for story in stories()} == {"individual", "team", "customer_choice"}
    assert {story.nominee for story in stories()} == {"person", "team"}


def test_at_least_three_are_in_another_language():
    languages = {story.language for story in stories() if story.quality == "other_language"}
    assert languages == {"cy", "pl", "es", "pa"}


def test_near_duplicates_come_as_a_pair_and_a_cluster_of_three():
    assert Counter(story.cluster for story in stories() if story.cluster) == {"ceiling": 2, "paste": 3}


def test_the_long_one_is_long_and_the_thin_ones_are_thin():
    lengths = {story.id: len(story.words.split()) for story in stories()}
    assert all(lengths[story.id] >= 900 for story in stories() if story.quality == "overlong")
    assert all(lengths[story.id] < 90 for story in stories() if story.quality == "thin")


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.id)
def test_a_story_has_only_places_that_can_be_filled(story):
    texts = [story.words, *story.evidence.values()]
    places = {place for text in texts for _, place, _, _ in Formatter().parse(text) if place is not None}
    assert places <= PLACES


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.id)
def test_a_story_came_in_one_box_or_in_parts_and_suits_teams_that_exist(story):
    assert bool(story.text) != bool(story.action)
    assert set(story.suits) <= {team.name for team in people().teams}
    assert story.suits


@pytest.mark.parametrize("kind", ["individual"])
def test_there_is_a_story_for_every_team(kind):
    assert [team.name for team in people().teams if not stories_for(kind, team.name)] == []


def test_a_story_is_told_with_the_name_and_the_pronouns_of_its_nominee():
    story = next(story for story in stories() if story.id == "cc_salon")
    told = tell(story, name="Gareth", pronoun="he")
    assert 'Gareth goes "how long have you got"' in told.action
    assert "a tip FOR HIM" in told.action
    assert told.situation == ""


def test_words_that_fit_only_a_woman_are_told_of_her_whoever_is_nominated():
    story = next(story for story in stories() if story.id == "bias_woman")
    assert "For a woman she did" in tell(story, name="Bethan", pronoun="she").action


def test_a_scaled_team_has_the_stories_of_its_namesake():
    assert stories_for("team", "Debt support (Aldermoor)") == stories_for("team", "Debt support")
    assert [story.id for story in stories_for("team", "Debt support")] == ["team_debt"]
