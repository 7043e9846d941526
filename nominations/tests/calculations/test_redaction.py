"""What gives away who is meant is found in a text, and nothing else is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nominations.calculations.redaction import (
    Hidden,
    Span,
    every_place_of,
    find_contacts,
    find_in_directory,
    merged,
    name_finder,
    pieces_of,
    subtract,
    words_of,
)

NAMES = {
    "Samira Haddad": Hidden.NOMINEE,
    "Sam": Hidden.NOMINEE,
    "José O’Brien-Núñez": Hidden.NOMINATOR,
    "Will Grace": Hidden.NOMINATOR,
    "the lady at Ferry Lane": Hidden.NOMINEE,
    "Leak response": Hidden.TEAM,
    "Billing": Hidden.TEAM,
    "Jo Li": Hidden.NOMINEE,
    "Łukasz Søndergaard": Hidden.NOMINEE,
    "gareth pugh": Hidden.NOMINATOR,
}


def read(text, spans):
    return [(text[span.start : span.end], str(span.kind)) for span in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Samira Haddad did it.", [("Samira Haddad", "nominee")]),
        ("samira  HADDAD’s van", [("samira  HADDAD", "nominee")]),
        ("It was haddad, then Sam; the same sam.", [("haddad", "nominee"), ("Sam", "nominee")]),
        (
            "Jose came with O'Brien and nunez.",
            [("Jose", "nominator"), ("O'Brien", "nominator"), ("nunez", "nominator")],
        ),
        ("Jose\u0301 came.", [("Jose\u0301", "nominator")]),
        ("I will say grace.", []),
        ("Will said GRACE.", [("Will", "nominator"), ("GRACE", "nominator")]),
        ("The lady at the desk in Ferry Lane", [("Ferry", "nominee"), ("Lane", "nominee")]),
        ("leak\nresponse rang; billing was late, Billing said.", [("leak\nresponse", "team"), ("Billing", "team")]),
        ("A sample of Haddadson's samirating.", []),
        ("So Jo came, and Li; job on the line.", [("Jo", "nominee"), ("Li", "nominee")]),
        ("Lukasz, or Sondergaard", [("Lukasz", "nominee"), ("Sondergaard", "nominee")]),
        ("Thank you, Gareth.", [("Gareth", "nominator")]),
        ("Sam\u00adira Had\u200bdad", [("Sam\u00adira Had\u200bdad", "nominee")]),
    ],
)
def test_names_are_found_in_any_writing_and_common_words_only_with_a_capital(text, found):
    assert read(text, name_finder(NAMES)(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to grace.o'hara@brightwater.example.", ["grace.o'hara@brightwater.example"]),
        ("Ring 07700 900123 or +44 (0)20 7946 0018 ext 44.", ["07700 900123", "+44 (0)20 7946 0018 ext 44"]),
        ("On extension 4417.", ["extension 4417"]),
        ("07700 900123 07700 900124, 07700\u202f900125", ["07700 900123 07700 900124", "07700\u202f900125"]),
        ("On 01.10.2026, 2026-10-01 and 01/10/2026 at 10:30, 40 litres, no. 26.", []),
    ],
)
def test_addresses_and_telephone_numbers_are_found_and_dates_are_not(text, found):
    assert [words for words, _kind in read(text, merged(find_contacts(text)))] == found


def test_names_of_the_directory_are_found_whole_and_of_one_word_only_with_a_capital():
    phrases = {"tom hale": Hidden.COLLEAGUE, "ferry lane": Hidden.ANY_SITE, "billing": Hidden.ANY_TEAM}
    text = "Tom Hale’s van stood at Ferry\nLane; Tom was billing Hale. Billing paid."
    assert read(text, find_in_directory(text, phrases)) == [
        ("Tom Hale", "colleague"),
        ("Ferry\nLane", "any_site"),
        ("Billing", "any_team"),
    ]


def test_what_somebody_shows_is_cut_out_of_what_was_found():
    text = "Samira Haddad came"
    left = subtract(name_finder(NAMES)(text), [Span(7, 13, "")])
    assert pieces_of(text, left) == [("Samira ", "nominee"), ("Haddad came", "")]


def test_words_lose_their_punctuation_and_every_place_of_some_is_found():
    text = "“Kev”, said Kev – our kev, not Kevin."
    assert [text[start:end] for start, end in words_of(text)] == [
        "Kev", "said", "Kev", "our", "kev", "not", "Kevin",
    ]  # fmt: skip
    assert [text[span.start : span.end] for span in every_place_of("kev", text)] == ["Kev", "Kev", "kev"]


@settings(max_examples=40)
@given(before=st.text(max_size=40), after=st.text(max_size=40), name=st.sampled_from(["Samira Haddad", "Haddad"]))
def test_a_name_between_any_words_is_hidden_and_all_else_is_kept(before, after, name):
    text = f"{before} {name} {after}"
    pieces = pieces_of(text, [*name_finder(NAMES)(text), *find_contacts(text)])
    assert "".join(piece for piece, _kind in pieces) == text
    assert "Haddad" not in "".join(piece for piece, kind in pieces if not kind)
