"""Questions of law and fairness: asked where it is decided, answered once, kept with who and when."""

import pytest
from django.urls import reverse

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import Refused
from programmes.check_points import PAGES, QUESTION_BY_KEY, QUESTIONS
from programmes.queries.check_points import check_points_of, open_check_points
from programmes.queries.scheme_advice import scheme_advice
from programmes.services.check_points import answer_check_point
from programmes.tests.factories import CriterionFactory, ObjectiveFactory, ProgrammeFactory, RulebookFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Osei")


@pytest.fixture
def programme(maya):
    return ProgrammeFactory(managers=[maya], slug="stars")


def answer(programme, maya, answer="yes", note="", key="criteria-neutral"):
    return answer_check_point(programme=programme, key=key, answer=answer, note=note, actor=maya)


def test_every_question_is_open_until_it_is_answered_yes_or_does_not_apply(programme, maya):
    assert len(open_check_points(programme)) == len(QUESTIONS) == len(QUESTION_BY_KEY)
    answer(programme, maya)
    answer(programme, maya, "not-applicable", "No ceremony is held.", "ceremony-adjustments")
    answer(programme, maya, "no", "Asked the data protection officer.", "data-basis")
    waiting = {checked.question.key for checked in open_check_points(programme)}
    assert QUESTION_BY_KEY.keys() - waiting == {"criteria-neutral", "ceremony-adjustments"}


def test_an_answer_is_kept_with_who_gave_it_and_the_trail_holds_no_words(programme, maya):
    assert [answer(programme, maya, note="No volumes."), answer(programme, maya, note="No volumes.")] == [True, False]
    kept = programme.check_points.get()
    assert (kept.answer, kept.note, kept.by) == ("yes", "No volumes.", maya)
    record = Record.objects.get(verb="check_point.answered")
    assert (record.data["key"], record.data["answer"], "volumes" in str(record.data)) == (
        "criteria-neutral",
        "yes",
        False,
    )


@pytest.mark.parametrize("verdict", ["no", "not-applicable"])
def test_not_yet_and_does_not_apply_say_why(programme, maya, verdict):
    with pytest.raises(Refused, match="Say why"):
        answer(programme, maya, verdict)


@pytest.mark.parametrize(("key", "verdict"), [("luck", "yes"), ("data-basis", "perhaps")])
def test_an_unknown_question_or_answer_is_refused(programme, maya, key, verdict):
    with pytest.raises(Refused, match="no such question"):
        answer(programme, maya, verdict, key=key)


@pytest.mark.parametrize("page", PAGES)
def test_each_question_is_asked_and_answered_on_the_page_of_its_decision(client, programme, maya, page):
    RulebookFactory(programme=programme, state="draft")
    client.force_login(maya)
    asked = check_points_of(programme, pages=[page])
    assert asked
    content = client.get(reverse(PAGES[page], args=["stars"])).content.decode()
    for checked in asked:
        url = reverse("programmes:check_point", args=["stars", checked.question.key])
        assert content.count(f'action="{url}"') == 1
        assert client.post(url, {"answer": "yes", "note": "Seen to."}).url == checked.url
    assert [checked.open for checked in check_points_of(programme, pages=[page])] == [False] * len(asked)


def test_an_answer_without_its_words_comes_back_with_the_error_at_its_field(client, programme, maya):
    client.force_login(maya)
    url = reverse("programmes:check_point", args=["stars", "data-basis"])
    page = client.post(url, {"answer": "no"})
    assert list(page.context["form"].errors) == ["note"]
    assert client.post(url, {"answer": "yes", "list": "1"}).url == "/manage/stars/checks/#check-data-basis"
    assert client.get(reverse("programmes:check_point", args=["stars", "luck"])).status_code == 404


def test_nobody_else_answers(client, programme):
    url = reverse("programmes:check_point", args=["stars", "data-basis"])
    assert client.post(url, {"answer": "yes"}).status_code == 302
    client.force_login(UserFactory())
    assert client.post(url, {"answer": "yes"}).status_code == 403
    assert not programme.check_points.exists()


def test_all_questions_on_one_page_take_as_few_queries_with_answers_as_without(
    client, programme, maya, django_assert_max_num_queries
):
    client.force_login(maya)
    url = reverse("programmes:check_points", args=["stars"])
    client.get(url)
    with django_assert_max_num_queries(12) as without:
        client.get(url)
    for key in QUESTION_BY_KEY:
        answer(programme, maya, key=key)
    with django_assert_max_num_queries(12) as answered:
        page = client.get(url)
    assert (len(answered), page.context["open"]) == (len(without), [])


def test_what_is_left_to_see_to_before_the_start_is_said_by_step_of_the_plan(client, programme, maya):
    served, _unserved = (ObjectiveFactory(programme=programme, statement=words) for words in ("Serve", "Cheer"))
    CriterionFactory(rulebook=RulebookFactory(programme=programme), objective=served)
    for key in QUESTION_BY_KEY.keys() - {"criteria-neutral", "judging-bias", "data-basis"}:
        answer(programme, maya, key=key)
    assert scheme_advice(programme) == [
        ("rules", "No criterion serves “Cheer”."),
        (
            "rules",
            f"2 questions of law and fairness are open, such as: {QUESTION_BY_KEY['criteria-neutral'].question}",
        ),
        ("identity", f"A question of law and fairness is open: {QUESTION_BY_KEY['data-basis'].question}"),
    ]
    client.force_login(maya)
    said = client.get(reverse("programmes:project_plan", args=["stars"])).context["advice"]
    assert [url for _words, url in said] == ["/manage/stars/rules/", "/manage/stars/rules/", "/manage/stars/about/"]
