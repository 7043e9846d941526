import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.calculations.story_help import Gap, advice
from nominations.wording import wording_for

ENGLISH = wording_for("en-gb")
GOOD = {
    "situation": "Our supply came back brown on my daughter's wedding morning, last Saturday.",
    "action": "Wes flushed the main, and when it was still cloudy he drove to the depot and brought forty litres himself.",
    "result": "Twenty-six people had a cup of tea.",
}


def test_a_story_with_an_act_an_effect_and_a_day_is_clear():
    assert advice(GOOD, ENGLISH).clear


def test_what_is_missing_is_named():
    thin = {"situation": "It was really lovely, we were so pleased with all of it.", "action": "Wes was kind."}
    assert advice(thin, ENGLISH).gaps == (Gap.ACT, Gap.EFFECT, Gap.WHEN)


@pytest.mark.parametrize("parts", [{}, {"action": ""}, {"action": "Wes helped"}])
def test_nothing_is_said_before_there_is_a_story(parts):
    assert (advice(parts, ENGLISH).begun, advice(parts, ENGLISH).gaps) == (False, ())


@pytest.mark.parametrize(
    "said", ["on 3 May", "last week", "on Tuesday", "at 4.30", "in 2026", "two days ago", "this morning", "at noon"]
)
def test_any_word_on_when_it_was_is_enough(said):
    assert Gap.WHEN not in advice({**GOOD, "situation": f"Our supply came back brown {said}."}, ENGLISH).gaps


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("She is a bubbly person.", "bubbly"),
        ("He did it despite his disability.", "despite his disability"),
        ("She is NEVER OFF SICK.", "NEVER OFF SICK"),
        ("He  never   says no.", "never   says no"),
        ("I can’t fault him.", "can't fault"),
        ("The foreigners understood.", "foreigners"),
    ],
)
def test_wording_that_may_sway_is_found_as_it_stands(said, phrase):
    [found] = advice({**GOOD, "task": said}, ENGLISH).wording
    assert found.phrases == (phrase,)


@pytest.mark.parametrize(
    "said", ["A legendary effort.", "The bossa nova played.", "An emotionally hard call.", "I exempted it."]
)
def test_a_word_inside_another_is_not_found(said):
    assert advice({**GOOD, "task": said}, ENGLISH).wording == ()


def test_every_group_says_why_and_what_instead():
    assert all(group.why and group.instead and group.words for group in ENGLISH)
    assert len({group.key for group in ENGLISH}) == len(ENGLISH)


def test_a_language_without_a_list_gets_no_remarks_on_wording():
    assert wording_for("cy") == ()


@given(st.dictionaries(st.sampled_from(["situation", "task", "action", "result", "hint"]), st.text(max_size=300)))
def test_any_text_can_be_read(parts):
    found = advice(parts, ENGLISH)
    assert found.begun or not found.gaps
