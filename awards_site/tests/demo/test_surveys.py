"""The five surveys' ready questions, and the demo's answers to them."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from awards_site.demo.material import material
from awards_site.demo.surveys import AUDIENCES, AskedQuestion, make_answers

LIBRARY = Path(__file__).parents[3] / "evaluation/library/surveys.yaml"
SURVEYS = {survey["audience"]: survey for survey in yaml.safe_load(LIBRARY.read_text(encoding="utf-8"))["surveys"]}
AIMS = {"customer_satisfaction", "team_motivation"}


def asked(audience):
    return [AskedQuestion(question["code"], question["kind"]) for question in SURVEYS[audience]["questions"]]


def answers(audience, **changes):
    return make_answers(**{"audience": audience, "questions": asked(audience), "invited": 60, "seed": 4} | changes)


def mean(audience, code, **changes):
    return np.mean([int(answer.answer) for answer in answers(audience, **changes) if answer.question == code])


def test_there_is_a_survey_for_each_of_the_five_audiences():
    assert tuple(SURVEYS) == AUDIENCES


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_survey_has_five_to_eight_whole_questions(audience):
    questions = SURVEYS[audience]["questions"]
    assert 5 <= len(questions) <= 8
    assert {tuple(sorted(question)) for question in questions} == {("code", "kind", "serves", "text")}
    assert {question["kind"] for question in questions} <= {"likert5", "yes_no", "nps", "text"}
    assert {question["serves"] for question in questions} <= AIMS
    assert all(question["text"][-1] in ".?" for question in questions)


def test_no_two_questions_share_a_code():
    codes = [question["code"] for survey in SURVEYS.values() for question in survey["questions"]]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_demo_can_answer_exactly_the_closed_questions(audience):
    closed = {question.code for question in asked(audience) if question.kind != "text"}
    assert set(material("surveys.yaml")["audiences"][audience]["questions"]) == closed


def test_there_are_about_fifty_remarks_and_no_two_alike():
    remarks = [
        remark for audience in AUDIENCES for remark in material("surveys.yaml")["audiences"][audience]["remarks"]
    ]
    assert len(remarks) >= 50
    assert len(set(remarks)) == len(remarks)
    assert all(isinstance(remark, str) for remark in remarks)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_answers_are_of_their_kind(audience):
    allowed = {
        "likert5": {"1", "2", "3", "4", "5"},
        "yes_no": {"yes", "no"},
        "nps": {str(number) for number in range(11)},
        "text": set(material("surveys.yaml")["audiences"][audience]["remarks"]),
    }
    kinds = {question.code: question.kind for question in asked(audience)}
    given = answers(audience)
    assert {answer.question for answer in given} == set(kinds)
    assert [answer for answer in given if answer.answer not in allowed[kinds[answer.question]]] == []


def test_the_same_seed_gives_the_same_answers():
    assert answers("others") == answers("others")
    assert answers("others", seed=5) != answers("others")


def test_not_everybody_answers_and_nobody_answers_twice():
    given = [(answer.respondent, answer.question) for answer in answers("others")]
    assert 5 <= max(respondent for respondent, _ in given) < 60
    assert len(set(given)) == len(given)


def test_those_who_did_not_win_say_that_they_were_not_told_why_and_later_less_so():
    early = mean("others", "oth-told-why", invited=900, maturity=0)
    late = mean("others", "oth-told-why", invited=900, maturity=1)
    assert early == pytest.approx(2.6, abs=0.15)
    assert late - early > 0.7


def test_no_remark_is_made_twice_in_one_survey():
    said = [answer.answer for answer in answers("customers", invited=500) if answer.question == "cus-say"]
    assert len(said) == 10
    assert len(set(said)) == 10


def test_an_unknown_audience_is_an_error():
    with pytest.raises(KeyError, match="neighbours"):
        make_answers(audience="neighbours", questions=[], invited=3, seed=1)
