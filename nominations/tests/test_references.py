from hypothesis import given
from hypothesis import strategies as st

from nominations.references import ALPHABET, initials, is_reference, new_reference, normalised

PREFIXES = st.text(ALPHABET, min_size=1, max_size=4)
CHARACTERS = st.integers(4, 6)


def test_the_alphabet_has_no_characters_that_are_taken_for_each_other():
    assert set(ALPHABET) & set("0O1IL") == set()
    assert len(set(ALPHABET)) == len(ALPHABET) == 31


@given(PREFIXES, CHARACTERS)
def test_a_new_reference_is_a_reference_however_it_is_spaced_and_capitalised(prefix, characters):
    reference = new_reference(prefix, characters=characters)
    assert is_reference(reference)
    assert is_reference(f" {reference[:3].lower()} {reference[3:].lower()} ")
    assert normalised(reference.lower()) == reference
    assert len(reference) == len(prefix) + characters + 2


@given(PREFIXES, CHARACTERS, st.data())
def test_any_single_wrong_character_is_found(prefix, characters, data):
    reference = new_reference(prefix, characters=characters)
    place = data.draw(st.sampled_from([i for i, c in enumerate(reference) if c != "-"]))
    wrong = data.draw(st.sampled_from([c for c in ALPHABET if c != reference[place]]))
    assert not is_reference(reference[:place] + wrong + reference[place + 1 :])


@given(PREFIXES, CHARACTERS, st.data())
def test_any_two_different_characters_changed_over_are_found(prefix, characters, data):
    reference = new_reference(prefix, characters=characters)
    places = [i for i, c in enumerate(reference) if c != "-"]
    one, other = data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=2, unique=True))
    changed = list(reference)
    changed[one], changed[other] = changed[other], changed[one]
    assert is_reference("".join(changed)) == (reference[one] == reference[other])


@given(st.text(max_size=40))
def test_any_title_gives_initials_of_the_alphabet(title):
    found = initials(title)
    assert 1 <= len(found) <= 3
    assert set(found) <= set(ALPHABET)


def test_initials_are_those_of_the_first_three_words_that_can_be_used():
    assert initials("Service Stars") == "SS"
    assert initials("Élan of Our Year") == "EY"
    assert initials("2026") == "N"


def test_drawn_references_hardly_ever_meet():
    drawn = [new_reference("SS") for _ in range(200)]
    assert len(set(drawn)) >= 195
