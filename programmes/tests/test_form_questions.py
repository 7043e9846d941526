"""What the form asks beside the story: written in the editor, refused where nobody could answer it, carried on."""

from dataclasses import replace

import pytest

from accounts.tests.factories import UserFactory
from programmes.models import FormQuestion
from programmes.plans.lines import QuestionLine, RulesLine
from programmes.plans.question_gaps import question_gaps
from programmes.plans.rule_comparison import compare_rules
from programmes.plans.rule_trees import rules_from_tree, rules_tree
from programmes.queries.plans import rules_of
from programmes.services.rule_copying import copy_rules
from programmes.services.rule_editing import save_part
from programmes.services.rulebooks import draft_next_version, publish_rulebook, rules_digest
from programmes.tests.factories import running_cycle
from programmes.tests.rule_samples import STARS
from programmes.tests.test_plan_pages import filled

AGAIN = QuestionLine("again", "Had it happened before?", "choice", choices=("Yes", "No"))
WHEN = QuestionLine("when", "When was that?", "date", required=True, shown_if="again", shown_for="Yes")


@pytest.fixture
def maya():
    return UserFactory()


@pytest.fixture
def draft(maya):
    return draft_next_version(programme=running_cycle(managers=[maya]).programme, actor=maya)


@pytest.mark.parametrize(
    ("questions", "faults"),
    [
        ([AGAIN, WHEN], 0),
        ([WHEN, AGAIN], 1),
        ([QuestionLine("again", "Again?", "choice", choices=("Yes",))], 1),
        ([QuestionLine("again", "Again?", "choice", choices=("Yes", "Yes"))], 1),
        ([QuestionLine("again", "Again?", "text", choices=("Yes", "No"))], 1),
        ([AGAIN, QuestionLine("when", "When?", shown_if="again", shown_for="Perhaps")], 1),
        ([QuestionLine("who", "Who?"), QuestionLine("when", "When?", shown_if="who", shown_for="Sam")], 1),
    ],
)
def test_a_question_that_nobody_could_answer_is_named(questions, faults):
    assert len(question_gaps(questions)) == faults


def test_what_changed_in_the_questions_is_said_fact_by_fact():
    older = RulesLine(**{**STARS.__dict__, "questions": (AGAIN, WHEN)})
    newer = RulesLine(**{**STARS.__dict__, "questions": (AGAIN, QuestionLine(**{**WHEN.__dict__, "required": False}))})
    changes = compare_rules(older, newer)
    assert [(line.part, line.code, [fact.name for fact in line.facts]) for line in changes] == [
        ("questions", "when", ["Must be answered"])
    ]


def test_rules_kept_before_there_were_questions_are_still_read():
    tree = rules_tree(STARS)
    del tree["questions"]
    assert rules_from_tree(tree) == STARS


def test_rules_that_say_nothing_new_hash_as_they_did_when_they_were_published():
    assert rules_digest(STARS) == "04c6b56d4fcc0eb5d923b3d681d0844185cb5ff2621e382b23db4eed24c3668d"


@pytest.mark.parametrize(
    "said",
    [
        {"questions": (AGAIN,)},
        {"eligibility": (replace(STARS.eligibility[0], listed=("Night crew",)),)},
        {"judging": replace(STARS.judging, supporting="names")},
        {"judging": replace(STARS.judging, judges_named=True)},
        {"judging": replace(STARS.judging, full_panel=True)},
    ],
)
def test_whatever_rules_say_newly_changes_their_hash(said):
    assert rules_digest(replace(STARS, **said)) != rules_digest(STARS)


@pytest.mark.django_db
def test_questions_go_on_into_the_next_version_and_with_copied_rules(draft, maya):
    save_part(rulebook=draft, actor=maya, questions=(AGAIN, WHEN))
    publish_rulebook(rulebook=draft, actor=maya, change_note="It asks when.")
    following = draft_next_version(programme=draft.programme, actor=maya)
    other = draft_next_version(programme=running_cycle(managers=[maya]).programme, actor=maya)
    copy_rules(rulebook=other, source=draft, actor=maya)
    assert [rules_of(each).questions for each in (following, other)] == [(AGAIN, WHEN)] * 2


@pytest.mark.django_db
def test_a_category_that_goes_takes_what_was_asked_in_it_alone(draft, maya):
    save_part(rulebook=draft, actor=maya, questions=(AGAIN, QuestionLine("team", "Who?", categories=("individual",))))
    save_part(rulebook=draft, actor=maya, categories=())
    assert rules_of(draft).questions == (AGAIN,)


@pytest.mark.django_db
def test_a_manager_writes_moves_and_saves_questions_in_the_browser(client, draft, maya):
    client.force_login(maya)
    url = f"/manage/{draft.programme.slug}/rules/questions/"
    first = filled(client.get(url).context["formset"])
    first |= {"questions-0-title": "Had it happened before?", "questions-0-kind": "choice"}
    assert client.post(url, first | {"questions-0-choices": "Yes"}).status_code == 200
    assert not FormQuestion.objects.exists()
    client.post(url, first | {"questions-0-choices": "Yes\r\nNo\r\n", "questions-0-for_judges": "on"})
    second = filled(client.get(url).context["formset"])
    code = FormQuestion.objects.get().code
    second |= {"questions-1-title": "When was that?", "questions-1-kind": "date", "questions-1-shown": f"{code}:Yes"}
    client.post(url, second | {"questions-1-required": "on", "questions-1-ORDER": "2"})
    assert [(q.title, q.choices, q.required, q.for_judges, q.shown_for) for q in FormQuestion.objects.all()] == [
        ("Had it happened before?", ["Yes", "No"], False, True, ""),
        ("When was that?", [], True, True, "Yes"),
    ]
    assert "Had it happened before?" in client.get(f"/manage/{draft.programme.slug}/rules/").content.decode()
