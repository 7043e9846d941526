from hypothesis import given
from hypothesis import strategies as st

from programmes.calculations.word_changes import Piece, word_changes

texts = st.text(alphabet=st.sampled_from("ab ’.\n"), max_size=60)


@given(texts, texts)
def test_the_pieces_give_both_texts_back(before, after):
    pieces = word_changes(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_a_word_changes_whole():
    assert word_changes("Rang back the same day.", "Rang back the next day.") == [
        Piece("same", "Rang back the "),
        Piece("gone", "same"),
        Piece("new", "next"),
        Piece("same", " day."),
    ]


def test_what_is_the_same_is_one_piece():
    assert word_changes("Care", "Care") == [Piece("same", "Care")]


def test_words_changed_in_a_row_are_one_phrase():
    assert word_changes("Stayed on late until it was done.", "Kept at it until it was done.") == [
        Piece("gone", "Stayed on late"),
        Piece("new", "Kept at it"),
        Piece("same", " until it was done."),
    ]
