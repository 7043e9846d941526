"""One judge with one sheet in two windows: what the later save replaces is told, and what it leaves is shown."""

import pytest

from judging.models import Assignment, Score
from judging.services.assigning import assign_judges
from judging.tests.browsing import page
from judging.tests.factories import judged_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    cycle, _entries, seats, _chair = judged_cycle(entries=1, judges=2)
    assign_judges(cycle=cycle, actor=None)
    return Assignment.objects.get(seat=seats[0])


def saved(client, sheet, **given):
    data = {name.replace("_", "-"): value for name, value in given.items()}
    return page(client, sheet.seat.judge, "save", sheet.pk, data=data).json()


def test_words_of_another_window_are_told_in_full_before_they_are_gone(client, sheet):
    saved(
        client,
        sheet,
        version=0,
        score_care=3,
        comment_care="Eight hundred words.",
        comment="Moving.",
        confidence="high",
    )
    answer = saved(client, sheet, version=0, comment_care="", comment="", confidence="low")
    sure = Assignment(confidence="high").get_confidence_display()
    replaced = [("Care", "Eight hundred words."), ("Comment for the panel", "Moving."), ("How sure", sure)]
    assert answer["overtaken"] == [
        f"{about}: “{was}” was saved in another window; what you wrote here counts now." for about, was in replaced
    ]
    now = Assignment.objects.get(pk=sheet.pk)
    assert (now.comment, now.confidence, Score.objects.get().comment) == ("", "low", "")
    assert saved(client, sheet, version=2, comment="Again.")["overtaken"] == []


def test_a_window_is_told_what_another_saved_beside_its_own_touch(client, sheet):
    assert saved(client, sheet, version=0, score_care="3.5")["held"] == {}
    answer = saved(client, sheet, version=0, score_impact=4)
    assert (answer["held"], answer["overtaken"], answer["version"]) == ({"score-care": "3.5"}, [], 2)
    assert saved(client, sheet, version=2, score_impact=5)["held"] == {}


def test_the_lines_of_a_long_comment_are_counted_as_the_page_counts_them(client, sheet):
    text = "\r\n".join(["word" * 20] * 49)
    assert len(text.replace("\r\n", "\n")) <= 4000 < len(text)
    assert "error" not in saved(client, sheet, version=0, comment=text)
    assert Assignment.objects.get(pk=sheet.pk).comment == text.replace("\r\n", "\n")
