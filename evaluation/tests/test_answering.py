"""What somebody answers, and that nobody can tell who it was."""

import hashlib
import json
import uuid

import pytest
from django.apps import apps
from django.core import serializers
from django.urls import reverse

from accounts.models import User
from audit.models import Record
from evaluation.models import Answer, Invitation, Response
from evaluation.refusals import AlreadyAnswered
from evaluation.services.answering import answer_survey
from evaluation.services.inviting import digest_of
from evaluation.tests.factories import evaluated_cycle, opened
from programmes.models import Cycle

pytestmark = pytest.mark.django_db

TOKEN = "a-token-of-the-test"


@pytest.fixture
def link():
    """An open survey's link for one of the others, and its invitation."""
    opened(evaluated_cycle())
    invitation = Invitation.objects.filter(survey__audience="others").first()
    Invitation.objects.filter(pk=invitation.pk).update(token_digest=digest_of(TOKEN))
    return reverse("evaluation:answer", args=[TOKEN])


def test_the_page_asks_every_question_without_an_account(client, link):
    page = client.get(link)
    assert page.status_code == 200
    assert [field.name for field in page.context["form"]] == [
        "oth-rules", "oth-fair", "oth-told-why", "oth-role", "oth-stories", "oth-glad", "oth-again", "oth-change",
    ]  # fmt: skip


def test_answers_are_kept_and_thanks_are_said(client, link):
    page = client.post(link, {"oth-fair": "4", "oth-glad": "0", "oth-change": " Tell us why. "})
    assert next(template.name for template in page.templates) == "evaluation/answer_thanks.html"
    assert set(Answer.objects.values_list("question__code", "value", "text")) == {
        ("oth-fair", 4, ""),
        ("oth-glad", 0, ""),
        ("oth-change", None, "Tell us why."),
    }


def test_a_used_link_says_so_and_takes_nothing_more(client, link):
    client.post(link, {"oth-fair": "4"})
    page = client.post(link, {"oth-fair": "1"})
    assert next(template.name for template in page.templates) == "evaluation/answer_used.html"
    assert Response.objects.count() == 1


def test_an_empty_sheet_is_given_back_and_does_not_use_the_link_up(client, link):
    page = client.post(link, {"oth-fair": "", "oth-change": "  "})
    assert page.status_code == 422
    assert (Response.objects.count(), Invitation.objects.filter(used=True).count()) == (0, 0)


def test_a_mark_that_is_not_offered_is_refused(client, link):
    assert client.post(link, {"oth-fair": "6"}).status_code == 422
    assert Response.objects.count() == 0


def test_a_link_nobody_was_sent_opens_nothing(client, link):
    assert client.get(reverse("evaluation:answer", args=["guessed"])).status_code == 404


def test_a_closed_cycle_takes_no_answers(client, link):
    Cycle.objects.update(stage="closed")
    page = client.post(link, {"oth-fair": "4"})
    assert next(template.name for template in page.templates) == "evaluation/answer_closed.html"
    assert Response.objects.count() == 0


def test_two_tabs_are_one_set_of_answers(link):
    first, second = (Invitation.objects.get(token_digest=digest_of(TOKEN)) for _ in range(2))
    answer_survey(invitation=first, answers={"oth-fair": 4})
    with pytest.raises(AlreadyAnswered):
        answer_survey(invitation=second, answers={"oth-fair": 1})
    assert list(Answer.objects.values_list("value", flat=True)) == [4]


def test_no_record_is_made_of_an_answer(client, link):
    before = Record.objects.count()
    client.post(link, {"oth-fair": "4"})
    assert Record.objects.count() == before


def every_value():
    """Each stored value of responses and answers, as text, with the column that it stands in."""
    for model in (Response, Answer):
        for row in json.loads(serializers.serialize("json", model.objects.all())):
            yield f"{model.__name__}.pk", str(row["pk"])
            yield from ((f"{model.__name__}.{name}", str(value)) for name, value in row["fields"].items())


def marks_of(person):
    """Everything by which somebody could be known: their own values and whatever a curious person may compute from them."""
    own = {str(person.pk), person.email, person.full_name, person.email.upper()}
    hashes = {hashlib.new(kind, value.encode()).hexdigest() for kind in ("md5", "sha1", "sha256") for value in own}
    return own | hashes | {str(uuid.uuid5(uuid.NAMESPACE_DNS, value)) for value in own}


def test_no_column_of_any_table_links_an_answer_with_a_person(client):
    opened(evaluated_cycle())
    invitations = list(Invitation.objects.filter(survey__audience="others").order_by("pk"))
    for number, invitation in enumerate(invitations):
        answer_survey(invitation=invitation, answers={"oth-fair": number % 5 + 1})
    known = {mark for person in User.objects.all() for mark in marks_of(person)}
    known |= {invitation.token_digest for invitation in invitations}
    coarse = {"Response.survey", "Answer.question", "Answer.value"}  # shared by all who were asked the same
    linking = {column for column, value in every_value() if value in known and column not in coarse}
    assert linking == set()
    assert len({value for column, value in every_value() if column == "Response.given_on"}) == 1


def test_the_order_of_answers_is_not_the_order_of_answering():
    opened(evaluated_cycle(others=12))
    given = []
    for invitation in Invitation.objects.filter(survey__audience="others").order_by("pk"):
        answer_survey(invitation=invitation, answers={"oth-fair": 1})
        given += list(Response.objects.exclude(pk__in=given).values_list("pk", flat=True))
    assert list(Response.objects.values_list("pk", flat=True)) != given


def test_no_table_points_at_responses_or_answers_but_their_own():
    pointing = {
        (model.__name__, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model in {Response, Answer}
    }
    assert pointing == {("Answer", "response")}


def test_an_invitation_keeps_no_time():
    kinds = {field.get_internal_type() for field in Invitation._meta.concrete_fields}
    assert kinds == {"BigAutoField", "ForeignKey", "CharField", "BooleanField"}
