"""While a survey is open its figures are held back, so that today's and yesterday's cannot be compared."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from evaluation.calculations.answers import KEPT_BACK
from evaluation.models import Answer, Response, Survey
from evaluation.queries.figures import figures_of
from evaluation.queries.headlines import headlines
from evaluation.queries.survey_figures import survey_figures
from evaluation.queries.verdict import headlines_of
from evaluation.refusals import SurveyClosed
from evaluation.services.closing import close_survey
from evaluation.services.reporting import write_report
from evaluation.tests.factories import answered, evaluated_cycle, opened
from programmes.enums import Stage
from programmes.models import Cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory()


@pytest.fixture
def others(maya):
    """The open survey of those who did not win."""
    return opened(evaluated_cycle(managers=[maya]))["others"]


def brought_in(survey, people, *, mark=4, words=""):
    for number, response in enumerate(answered(survey, people, mark=mark, words=words)):
        Response.objects.filter(pk=response.pk).update(imported_as=f"file {number}")


def figures(survey):
    return next(one for one in survey_figures(survey.cycle) if one.audience == survey.audience)


def told(survey):
    """How many answers the figures rest on, the mean of one question, and the words."""
    found = figures(survey)
    return found.responses, found.question("oth-fair").summary.mean, found.comments


def ended(survey):
    Survey.objects.filter(pk=survey.pk).update(closes_at=timezone.now() - timedelta(minutes=1))


def test_an_open_survey_says_how_many_answered_and_nothing_else(others):
    answered(others, 9, words="I was there")
    found = figures(others)
    assert (found.answered, found.open_until) == (9, others.closes_at)
    assert (found.responses, found.comments) == (None, ())
    assert {question.summary for question in found.questions} == {KEPT_BACK}


def test_all_is_shown_once_it_has_closed(others):
    answered(others, 9, words="I was there")
    ended(others)
    assert told(others) == (9, 4.0, ("I was there",) * 9)
    assert figures(others).open_until is None


def test_all_is_shown_once_the_cycle_has_closed(others):
    answered(others, 5)
    Cycle.objects.filter(pk=others.cycle_id).update(stage=Stage.CLOSED)
    others.cycle.refresh_from_db()
    assert told(others) == (5, 4.0, ())


def test_answers_from_a_file_are_shown_at_once_and_those_given_here_do_not_move_them(others):
    brought_in(others, 6, mark=5, words="On paper")
    assert told(others) == (6, 5.0, ("On paper",) * 6)
    answered(others, 7, mark=1, words="Here")
    assert told(others) == (6, 5.0, ("On paper",) * 6)
    ended(others)
    responses, mean, words = told(others)
    assert (responses, round(mean, 4), sorted(words)) == (13, round(37 / 13, 4), ["Here"] * 7 + ["On paper"] * 6)


def test_four_who_answered_here_cannot_be_told_by_taking_the_file_away(others):
    brought_in(others, 6, mark=5, words="On paper")
    answered(others, 4, mark=1, words="Here")
    ended(others)
    assert told(others) == (6, 5.0, ("On paper",) * 6)


def test_a_question_that_four_of_those_here_answered_shows_the_files_answers_only(others):
    brought_in(others, 6, mark=5)
    answered(others, 5, mark=1)
    here = Answer.objects.filter(question__code="oth-fair", response__imported_as="").first()
    here.delete()
    ended(others)
    found = figures(others)
    assert [found.question(code).summary.answered for code in ("oth-fair", "oth-rules")] == [6, 11]


def test_the_list_of_cycles_and_the_cover_hold_back_what_the_page_holds_back(others):
    answered(others, 8, mark=2)

    def row():
        (line,) = headlines([others.cycle])
        return line.answers, line.fair, headlines_of(figures_of(others.cycle))[-1].was

    assert row() == (0, None, "kept back until the survey closes")
    ended(others)
    assert row() == (8, 2.0, "of 8 who did not win")


def test_the_report_is_written_while_surveys_are_open_and_says_until_when_they_are_kept_back(others):
    answered(others, 8, words="I was there")
    _name, content = write_report(cycle=others.cycle, file_format="json", actor=None)
    tables = {table["key"]: table for section in json.loads(content)["sections"] for table in section["tables"]}
    row = next(row for row in tables["responses"]["rows"] if row["audience"] == "others")
    assert (row["responses"], row["kept_back_until"]) == (None, timezone.localdate(others.closes_at).isoformat())
    assert tables["comments"]["rows"] == []


def test_a_manager_closes_a_survey_early_on_record_and_once(client, others, maya):
    answered(others, 5)
    client.force_login(maya)
    address = reverse("evaluation:close_survey", args=[others.cycle.programme.slug, others.cycle.name, "others"])
    assert client.get(address).status_code == 200
    assert told(others)[0] is None
    assert client.post(address).status_code == 302
    assert told(others)[0] == 5
    record = Record.objects.get(verb="survey.closed")
    assert (record.actor_id, list(record.data)) == (maya.pk, ["closes_at"])
    with pytest.raises(SurveyClosed):
        close_survey(survey=others, actor=maya)


def test_nobody_else_closes_it(client, others):
    address = reverse("evaluation:close_survey", args=[others.cycle.programme.slug, others.cycle.name, "others"])
    client.force_login(UserFactory())
    assert client.post(address).status_code == 404
    assert not Record.objects.filter(verb="survey.closed").exists()


def test_the_page_says_that_open_surveys_are_held_back(client, others, maya):
    answered(others, 5, words="I was there")
    client.force_login(maya)
    where = [others.cycle.programme.slug, others.cycle.name]
    page = client.get(reverse("evaluation:evaluate", args=where)).content.decode()
    assert ("5 have answered; what they said is kept back" in page, "I was there" in page) == (True, False)
    ended(others)
    assert "I was there" in client.get(reverse("evaluation:evaluate", args=where)).content.decode()
