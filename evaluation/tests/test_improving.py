"""Improvements, the manager's words, the log, the questions before they are asked, and what is a person's own."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import StaleState
from evaluation import privacy
from evaluation.models import Action, Invitation, Question, Survey
from evaluation.queries.actions import actions_of, change_note
from evaluation.queries.needs import needs
from evaluation.queries.rail import steps
from evaluation.queries.waiting import waiting
from evaluation.refusals import SurveyOpened
from evaluation.services.actions import add_action, carry_actions, carry_into, finish_action, reopen_action
from evaluation.services.preparing import add_question, change_question, prepare_surveys, remove_question
from evaluation.services.reviewing import write_log, write_review
from evaluation.tests.factories import ActionFactory, answered, evaluated_cycle, opened, prepared
from programmes.enums import Stage
from programmes.tests.factories import OPENS, CycleFactory, running_cycle

pytestmark = pytest.mark.django_db


def after(cycle, days, stage=Stage.PLANNED):
    return CycleFactory(
        rulebook=cycle.rulebook, programme=cycle.programme, stage=stage, opens_at=OPENS + timezone.timedelta(days=days)
    )


def test_what_is_open_at_the_close_goes_into_the_next_cycle_once():
    cycle = running_cycle(stage=Stage.EVALUATING)
    following, later = after(cycle, 30), after(cycle, 60)
    still, done = ActionFactory(cycle=cycle), ActionFactory(cycle=cycle, done_at=timezone.now())
    assert (carry_actions(cycle=cycle, actor=None), carry_actions(cycle=cycle, actor=None)) == (1, 0)
    assert (actions_of(following), actions_of(later)) == ([still], [])
    done.refresh_from_db()
    assert done.carried_to is None
    assert Record.objects.get(verb="action.carried").data == {"into": following.label}


def test_what_is_still_open_is_carried_on_and_on():
    cycle = running_cycle(stage=Stage.CLOSED)
    following, later = after(cycle, 30), after(cycle, 60)
    action = ActionFactory(cycle=cycle, carried_to=following)
    carry_actions(cycle=following, actor=None)
    action.refresh_from_db()
    assert (action.cycle, action.carried_to) == (cycle, later)


def test_a_cycle_that_was_planned_later_takes_over_what_was_left():
    cycle = running_cycle(stage=Stage.CLOSED)
    action = ActionFactory(cycle=cycle)
    ActionFactory()
    assert carry_actions(cycle=cycle, actor=None) == 0
    late = after(cycle, 30)
    assert carry_into(cycle=late, actor=None) == 1
    assert actions_of(late) == [action]


def test_an_improvement_is_done_once_and_can_be_taken_up_again():
    maya = UserFactory()
    action = add_action(
        cycle=running_cycle(), title="Feedback", because="", owner=maya, due=date(2026, 12, 16), actor=maya
    )
    finish_action(action=action, actor=maya)
    with pytest.raises(StaleState):
        finish_action(action=action, actor=maya)
    reopen_action(action=action, actor=maya)
    with pytest.raises(StaleState):
        reopen_action(action=action, actor=maya)
    assert [record.verb for record in Record.objects.order_by("at")] == [
        "action.added",
        "action.done",
        "action.reopened",
    ]


def test_the_next_change_note_names_what_was_done_since_the_rules_were_published():
    cycle = running_cycle()
    ActionFactory(cycle=cycle, title="Old", done_at=cycle.rulebook.published_at - timezone.timedelta(days=1))
    ActionFactory(cycle=cycle, title="Feedback", because="nobody was told", done_at=timezone.now())
    ActionFactory(cycle=cycle, title="Open")
    assert change_note(cycle.programme) == "- Feedback (because: nobody was told)"


def test_improvements_wait_for_their_owner_and_surveys_for_nobody():
    owner = UserFactory()
    action = ActionFactory(owner=owner, due=date(2026, 12, 16))
    ActionFactory(owner=owner, done_at=timezone.now())
    ActionFactory()
    cycle = evaluated_cycle(others=0, managers=[owner])
    opened(cycle)
    assert [(thing["title"], thing["url"], thing["due"]) for thing in waiting(owner)] == [
        (action.title, f"/improvements/{action.pk}/", date(2026, 12, 16))
    ]


def test_the_cycle_page_asks_for_words_and_owners_while_it_is_evaluated():
    cycle = running_cycle(stage=Stage.EVALUATING)
    ActionFactory(cycle=cycle)
    assert [need["button"] for need in needs(cycle)] == ["Write the evaluation", "See the improvements"]
    write_review(cycle=cycle, words={"conclusion": "Keep it."}, actor=UserFactory())
    Action.objects.update(owner=UserFactory())
    assert needs(cycle) == []
    assert needs(running_cycle(stage=Stage.OPEN)) == []


@pytest.mark.parametrize(
    ("stage", "state", "word"),
    [(Stage.OPEN, "later", "From 9 November"), (Stage.EVALUATING, "now", "2 answers"), (Stage.CLOSED, "done", "Done")],
)
def test_the_rail_says_where_the_evaluation_stands(stage, state, word):
    cycle = running_cycle(stage=stage)
    answered(prepared(cycle)["others"], 2)
    (step,) = steps(cycle)
    assert (step["key"], step["state"], step["word"]) == ("evaluate", state, word)


def test_a_review_keeps_what_was_not_given_and_records_digests_only():
    cycle, maya = running_cycle(), UserFactory()
    write_review(cycle=cycle, words={"winners": "Proud.", "others": "Not told."}, actor=maya)
    review = write_review(cycle=cycle, words={"winners": "Very proud."}, actor=maya)
    write_review(cycle=cycle, words={"winners": "Very proud."}, actor=maya)
    review.refresh_from_db()
    assert (review.winners, review.others, review.written_by) == ("Very proud.", "Not told.", maya)
    records = Record.objects.filter(verb="review.written")
    assert records.count() == 2
    assert "proud" not in str(list(records.values_list("data", "before")))


def test_questions_come_from_the_last_cycle_of_the_programme():
    cycle = running_cycle()
    survey = prepared(cycle)["others"]
    add_question(survey=survey, text="Was lunch good?", kind="yes_no", aim="", actor=None)
    change_question(
        question=Question.objects.get(survey=survey, code="oth-fair"),
        text="Was it fair?",
        kind="likert5",
        aim="",
        actor=None,
    )
    following = prepared(after(cycle, 30))["others"]
    assert list(following.questions.values_list("code", "text")) == list(survey.questions.values_list("code", "text"))
    assert following.questions.get(code="was-lunch-good").text == "Was lunch good?"


def test_two_questions_of_the_same_words_have_two_codes():
    survey = prepared(running_cycle())["others"]
    for _number in range(2):
        add_question(survey=survey, text="Was lunch good?", kind="yes_no", aim="", actor=None)
    assert list(survey.questions.values_list("code", flat=True))[-2:] == ["was-lunch-good", "was-lunch-good-2"]


def test_once_people_are_asked_the_words_stand():
    cycle = evaluated_cycle(others=0)
    survey = prepared(cycle)["others"]
    question = survey.questions.first()
    opened(cycle)
    with pytest.raises(SurveyOpened):
        change_question(question=question, text="Other", kind="text", aim="", actor=None)
    with pytest.raises(SurveyOpened):
        add_question(survey=survey, text="More?", kind="text", aim="", actor=None)
    with pytest.raises(SurveyOpened):
        remove_question(question=question, actor=None)
    assert survey.questions.count() == 8


def test_preparing_twice_is_preparing_once():
    cycle = running_cycle()
    prepare_surveys(cycle=cycle, actor=None)
    prepare_surveys(cycle=cycle, actor=None)
    assert (Survey.objects.count(), Record.objects.filter(verb="survey.prepared").count()) == (5, 5)


def test_an_export_says_that_somebody_was_asked_but_not_what_they_said():
    cycle = evaluated_cycle(others=0)
    opened(cycle)
    winner = cycle.decisions.get().entry.person
    write_log(programme=cycle.programme, cycle=cycle, text="A start.", actor=winner)
    held = privacy.export(winner)
    assert held["surveys"] == [{"cycle": cycle.label, "audience": "winners", "answered": False}]
    assert [line["text"] for line in held["log"]] == ["A start."]


def test_an_erased_person_was_never_asked_by_name():
    cycle = evaluated_cycle(others=0)
    opened(cycle)
    winner = cycle.decisions.get().entry.person
    ActionFactory(owner=winner)
    count = Invitation.objects.count()
    privacy.erase(winner)
    assert Invitation.objects.filter(person=winner).count() == 0
    assert (Invitation.objects.count(), Action.objects.filter(owner=winner).count()) == (count, 0)
