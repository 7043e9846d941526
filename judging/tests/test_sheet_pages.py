"""A judge's evening: the panel page, the score sheet, standing aside, evening out."""

import pytest
from django.urls import reverse

from judging.enums import AssignmentState
from judging.models import Assignment, Score
from judging.services.assigning import assign_judges
from judging.services.computing import compute_results
from judging.tests.browsing import page, where
from judging.tests.factories import (
    judged_cycle,
    scored_cycle,
)
from nominations.models import Evidence
from programmes.tests.factories import before_opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def blind_panel():
    """A judge's panel with one entry whose story is full of names."""
    cycle, [entry], [seat, *_], _chair = judged_cycle(entries=1, judges=3)
    entry.person.full_name, entry.person.known_as = "Samira Haddad", "Sam"
    entry.person.save()
    nomination = entry.nominations.get()
    nomination.nominator_name = "Gareth Pugh"
    nomination.save()
    Evidence.objects.update(
        text=f"Samira stayed on the line. Sam will ring back, said Gareth Pugh of {entry.person.team.name}."
    )
    assign_judges(cycle=cycle, actor=None)
    return cycle, entry, seat, Assignment.objects.get(seat=seat)


NAMES = ("Samira", "Haddad", "Sam ", "Gareth", "Pugh")


@pytest.mark.parametrize("name", ["panel", "sheet", "stand_aside", "even_out"])
def test_no_page_of_a_judge_names_anybody_where_the_rules_hide_names(client, blind_panel, name):
    cycle, entry, seat, sheet = blind_panel
    arguments = {"panel": [], "even_out": where(cycle)}.get(name, [sheet.pk])
    words = page(client, seat.judge, name, *arguments).content.decode()
    assert [known for known in (*NAMES, entry.person.team.name) if known in words] == []


def test_names_are_shown_where_the_rules_say_so(client, blind_panel):
    cycle, _entry, seat, sheet = blind_panel
    with before_opening(cycle):
        cycle.rulebook.blind = False
        cycle.rulebook.save(update_fields=["blind"])
    words = page(client, seat.judge, "sheet", sheet.pk).content.decode()
    assert "Samira Haddad" in words
    assert "Samira stayed on the line." in words


def test_a_masked_story_keeps_its_other_words(client, blind_panel):
    _cycle, _entry, seat, sheet = blind_panel
    words = page(client, seat.judge, "sheet", sheet.pk).content.decode()
    assert '<span class="blind">The nominee</span> stayed on the line.' in words
    assert (
        '<span class="blind">The nominee</span> will ring back, said <span class="blind">the nominator</span>' in words
    )


def test_a_touch_is_saved_and_answered_with_the_new_version(client, blind_panel):
    _cycle, _entry, seat, sheet = blind_panel
    answer = page(client, seat.judge, "save", sheet.pk, data={"version": 0, "score-impact": 4})
    assert (answer.status_code, answer.json()["version"], answer.json()["overtaken"]) == (200, 1, [])
    assert [(score.criterion.code, score.value) for score in Score.objects.all()] == [("impact", 4)]


def test_a_second_window_is_told_what_it_replaced(client, blind_panel):
    _cycle, _entry, seat, sheet = blind_panel
    page(client, seat.judge, "save", sheet.pk, data={"version": 0, "score-impact": 4})
    answer = page(client, seat.judge, "save", sheet.pk, data={"version": 0, "score-impact": 2})
    assert answer.json()["overtaken"] == ["Impact was saved as 4 in another window; your 2 counts now."]


def test_a_value_off_the_scale_is_refused_in_words(client, blind_panel):
    _cycle, _entry, seat, sheet = blind_panel
    answer = page(client, seat.judge, "save", sheet.pk, data={"version": 0, "score-impact": 6})
    assert answer.status_code == 422
    assert Score.objects.count() == 0


def test_scores_are_saved_without_javascript_and_lead_to_the_next_entry(client):
    cycle, _entries, seats, _chair = judged_cycle(entries=2, judges=3)
    assign_judges(cycle=cycle, actor=None)
    first, second = Assignment.objects.filter(seat=seats[0]).order_by("position")
    data = {"version": 0, "score-impact": 4, "score-care": 3, "comment": "Moving.", "next": "1"}
    answer = page(client, seats[0].judge, "sheet", first.pk, data=data)
    assert answer.url == reverse("judging:sheet", args=[second.pk])
    first.refresh_from_db()
    assert (first.comment, first.scores.count()) == ("Moving.", 2)


def test_a_judge_evens_out_and_sends_everything(client):
    cycle, _entries, seats, _chair = judged_cycle(entries=2, judges=3)
    assign_judges(cycle=cycle, actor=None)
    for sheet in Assignment.objects.filter(seat=seats[0]):
        page(client, seats[0].judge, "sheet", sheet.pk, data={"version": 0, "score-impact": 4, "score-care": 3})
    assert page(client, seats[0].judge, "even_out", *where(cycle), data={}).status_code == 302
    assert set(Assignment.objects.filter(seat=seats[0]).values_list("state", flat=True)) == {"submitted"}


def test_a_conflict_takes_two_clicks(client, blind_panel):
    _cycle, _entry, seat, sheet = blind_panel
    words = page(client, seat.judge, "panel").content.decode()
    assert reverse("judging:stand_aside", args=[sheet.pk]) in words
    form = page(client, seat.judge, "stand_aside", sheet.pk).context["form"]
    answer = page(client, seat.judge, "stand_aside", sheet.pk, data={"how": form["how"].value()})
    assert answer.status_code == 302
    sheet.refresh_from_db()
    assert sheet.state == AssignmentState.RECUSED


def test_the_panel_page_says_how_far_a_judge_is(client):
    cycle, _entries, seats, _chair = judged_cycle(entries=3, judges=3)
    assign_judges(cycle=cycle, actor=None)
    sheet = Assignment.objects.filter(seat=seats[0]).first()
    page(client, seats[0].judge, "sheet", sheet.pk, data={"version": 0, "score-impact": 4, "score-care": 3})
    words = " ".join(page(client, seats[0].judge, "panel").content.decode().split())
    assert "<b>1 of 3 scored</b>, about 6 minutes left. Scoring closes Wednesday 4 November 2026, 9 am." in words


def test_a_word_on_a_criterion_is_kept_with_its_score_and_shown_again(client, blind_panel):
    _cycle, _entry, seat, sheet = blind_panel
    data = {"version": 0, "score-impact": 4, "comment-impact": "Four phone calls."}
    assert page(client, seat.judge, "save", sheet.pk, data=data).status_code == 200
    assert Score.objects.get().comment == "Four phone calls."
    assert "Four phone calls." in page(client, seat.judge, "sheet", sheet.pk).content.decode()
    page(client, seat.judge, "save", sheet.pk, data={"version": 1, "score-impact": 5})
    assert [(score.value, score.comment) for score in Score.objects.all()] == [(5, "Four phone calls.")]
    page(client, seat.judge, "save", sheet.pk, data={"version": 2, "comment-impact": ""})
    assert Score.objects.get().comment == ""


def test_words_without_a_score_are_not_lost(client, blind_panel):
    _cycle, _entry, seat, sheet = blind_panel
    alone = {"version": 0, "comment-care": "Kind."}
    answer = page(client, seat.judge, "save", sheet.pk, data=alone)
    assert (answer.status_code, answer.json()) == (409, {"error": "Give a score with your words: Care."})
    without_script = page(client, seat.judge, "sheet", sheet.pk, data={**alone, "score-impact": 4})
    assert without_script.status_code == 422
    assert [(one.value, one.comment) for one in without_script.context["asked"]] == [(4, ""), (None, "Kind.")]


def test_the_panel_reads_what_judges_wrote_once_it_may_see_scores(client):
    cycle, entries, seats, _chair = scored_cycle([[3, 3], [5, 5]])
    Assignment.objects.filter(seat=seats[0], entry=entries[0]).update(comment="Moving.")
    Score.objects.filter(assignment__seat=seats[1], assignment__entry=entries[1], criterion__code="care").update(
        comment="Kind."
    )
    [(_category, _judges, _rows, remarks)] = page(client, seats[0].judge, "panel_scores", *where(cycle)).context[
        "tables"
    ]
    assert [(one.entry, one.judge, one.about, one.words) for one in remarks] == [
        (entries[0].reference, seats[0].judge.full_name, "On the whole", "Moving."),
        (entries[1].reference, seats[1].judge.full_name, "Care", "Kind."),
    ]


def test_a_judge_says_how_sure_they_are_and_only_the_panels_overseers_read_it(client):
    cycle, entries, seats, chair = scored_cycle([[3, 3], [5, 5]], stage="judging")
    sheet = Assignment.objects.get(seat=seats[0], entry=entries[0])
    Assignment.objects.filter(pk=sheet.pk).update(state=AssignmentState.STARTED)
    saved = page(client, seats[0].judge, "save", sheet.pk, data={"version": 0, "confidence": "low"})
    assert saved.status_code == 200
    wrong = page(client, seats[0].judge, "save", sheet.pk, data={"version": 1, "confidence": "very"})
    assert wrong.status_code == 422
    page(client, seats[0].judge, "save", sheet.pk, data={"version": 1, "score-impact": "3"})
    sheet.refresh_from_db()
    assert sheet.confidence == "low"
    assert 'value="low" checked' in page(client, seats[0].judge, "sheet", sheet.pk).content.decode()
    Assignment.objects.filter(pk=sheet.pk).update(state=AssignmentState.SUBMITTED)
    before = [result.inputs_digest for result in compute_results(cycle=cycle, actor=None)]
    Assignment.objects.filter(pk=sheet.pk).update(confidence="")
    assert [result.inputs_digest for result in compute_results(cycle=cycle, actor=None)] == before
    Assignment.objects.filter(pk=sheet.pk).update(confidence="low")
    type(cycle).objects.filter(pk=cycle.pk).update(stage="deliberating")
    words = page(client, chair.judge, "results", *where(cycle)).content.decode()
    assert words.count("1 judge is not very sure") == 1


def test_the_judge_sees_how_often_they_gave_each_score(client):
    cycle, _entries, seats, _chair = scored_cycle([[3, 1], [3, 2], [5, 2]], stage="judging")
    [table] = page(client, seats[0].judge, "even_out", *where(cycle)).context["tables"]
    assert (table.points, dict(table.spread)) == ([1, 2, 3, 4, 5], {"Impact": [0, 0, 2, 0, 1], "Care": [0, 0, 2, 0, 1]})
