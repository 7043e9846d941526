"""Nominations from other systems. Every answer is held against the published description."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from accounts.tests.factories import UserFactory
from audit.models import Record
from communications.models import Message
from nominations.api_description import EXAMPLE, description
from nominations.models import ApiCall, ApiToken, Member, Nomination
from nominations.services.api_calls import forget_old_keys
from nominations.services.api_tokens import make_token, revoke_token
from nominations.tests.factories import open_cycle
from programmes.enums import ProgrammeState
from programmes.tests.factories import before_opening

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def cycle():
    made = open_cycle(managers=[UserFactory()])
    made.programme.state = ProgrammeState.RUNNING
    made.programme.save()
    return made


def token_for(cycle, *, vouches=False) -> str:
    maker = cycle.programme.managers.get()
    return make_token(programme=cycle.programme, label="Survey", vouches=vouches, actor=maker)[1]


@pytest.fixture
def send(client, cycle):
    """Send a body and check that the answer is one that the description names."""
    secret = token_for(cycle)

    def call(body=EXAMPLE, *, secret=secret, slug=cycle.programme.slug, status=201, content=None, **more):
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        address = reverse("nominations:api_nominations", args=[slug])
        content = json.dumps(body) if content is None else content
        options = {"content_type": "application/json", "headers": headers, **more}
        options["headers"] = {**headers, **more.get("headers", {})}
        answer = client.post(address, content, **options)
        assert answer.status_code == status, answer.content
        document = description()
        [(kind, promised)] = document["paths"]["/api/programmes/{slug}/nominations/"]["post"]["responses"][str(status)][
            "content"
        ].items()
        assert answer.headers["Content-Type"] == kind
        Draft202012Validator({**document, **promised["schema"]}).validate(answer.json())
        return answer

    return call


def fields(answer) -> set[str]:
    return {error["field"] for error in answer.json()["errors"]}


def test_the_description_is_an_openapi_document_its_example_fits_it_and_people_can_read_it(client):
    served = client.get(reverse("nominations:openapi")).json()
    validate(served)
    schema = served["components"]["schemas"]["Nomination"]
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(EXAMPLE)
    page = client.get(reverse("nominations:api"))
    assert [field["place"] for field in page.context["fields"]][:5] == [
        "category",
        "nominee.name",
        "nominee.hint",
        "nominee.members",
        "nominator.name",
    ]


def test_a_nomination_is_taken_as_one_from_the_form_and_its_nominator_confirms_it(send):
    told = send().json()
    nomination = Nomination.objects.get()
    assert (told["reference"], told["state"]) == (nomination.reference, "unverified")
    assert (nomination.medium, nomination.channel) == ("system", "receipt-email")
    assert (nomination.may_show, nomination.may_publish) == (True, False)
    assert dict(nomination.evidence.values_list("part", "text")) == EXAMPLE["story"]
    assert list(Message.objects.values_list("template_key", flat=True)) == ["confirm_nomination"]
    assert ApiToken.objects.get().last_used_at is not None


def test_a_nomination_of_a_team_names_its_members_and_what_each_did(send, cycle):
    named = {**EXAMPLE, "nominee": {"name": "Night crew", "members": "Wes Okafor: drove the tank over\nZofia"}}
    with before_opening(cycle):
        cycle.rulebook.categories.update(nominee="team")
    send(named)
    rows = Member.objects.order_by("pk").values_list("name_given", "contribution__text")
    assert list(rows) == [("Wes Okafor", "drove the tank over"), ("Zofia", None)]


def test_where_the_system_has_proven_the_address_it_counts_at_once(send, cycle):
    assert send(secret=token_for(cycle, vouches=True)).json()["state"] == "submitted"
    assert list(Message.objects.values_list("template_key", flat=True)) == ["nomination_received"]
    assert [record.verb for record in Record.objects.order_by("pk")][-2:] == [
        "nomination.received",
        "nomination.confirmed",
    ]


def test_the_same_key_is_the_same_nomination_and_another_body_under_it_is_refused(send, cycle):
    first = send(headers={"Idempotency-Key": "42"})
    again = send(headers={"Idempotency-Key": "42"})
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (first.json(), "true")
    send({**EXAMPLE, "language": "de"}, headers={"Idempotency-Key": "42"}, status=422)
    send({**EXAMPLE, "nominee": {"name": "Wes"}}, headers={"Idempotency-Key": "43"})
    assert Nomination.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiCall.objects.create(programme=cycle.programme, key="42", digest="")


def test_who_sends_again_after_closing_learns_that_the_first_was_taken(send, cycle):
    first = send(headers={"Idempotency-Key": "42"})
    cycle.screening_at = timezone.now()
    cycle.save()
    again = send(headers={"Idempotency-Key": "42"})
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (first.json(), "true")
    send(headers={"Idempotency-Key": "43"}, status=409)


def test_a_refused_body_leaves_its_key_free(send):
    send({}, headers={"Idempotency-Key": "42"}, status=422)
    send(headers={"Idempotency-Key": "42"})


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"category": "nothing"}, {"category"}),
        ({"nominee": {}}, {"nominee.name"}),
        ({"nominee": "Samira"}, {"nominee", "nominee.name"}),
        ({"nominator": {"name": 7, "email": "deborah"}}, {"nominator.name", "nominator.email"}),
        ({"story": {"action": "x" * 10_001, "result": "y"}}, {"story.action"}),
        ({"story": {}}, {"story.action", "story.result"}),
        ({"story": {"action": "a\x00b", "result": "y"}}, {"story.action"}),
        ({"story": {"action": "half of \ud83d", "result": "y"}}, {"story.action"}),
        ({"half \ud83d": "x"}, {"half ?"}),
        ({"consent": {"publish": "yes"}}, {"consent.publish"}),
        ({"criteria": {"zeal": "x"}}, {"criteria.zeal"}),
        ({"colour": {"deep": {"deeper": 1}}}, {"colour.deep"}),
    ],
)
def test_each_wrong_field_is_named_by_its_place(send, change, wrong):
    assert fields(send({**EXAMPLE, **change}, status=422)) == wrong
    assert not Nomination.objects.exists()


def test_emoji_right_to_left_apostrophes_and_long_stories_arrive_as_sent(send):
    story = {"action": "👩🏽‍🚒 שלום O’Brien <b>" + "x" * 9_900, "result": "كريمة D'Arcy"}
    send({**EXAMPLE, "story": story, "criteria": {"care": "“Kind”"}})
    texts = set(Nomination.objects.get().evidence.values_list("text", flat=True))
    assert texts == {*story.values(), "“Kind”"}


def test_what_is_no_nomination_gets_a_problem_that_says_so(send, cycle, client):
    send(secret="", status=401)
    send(secret="laurel_wrong", status=401)
    send(slug="another", status=404)
    send(content="{", status=400)
    send(content="[" * 100_000, status=400)
    send(content_type="text/plain", content="x", status=415)
    send(content='"' + "x" * 400_001 + '"', status=413)
    send([], status=422)
    assert client.get(reverse("nominations:api_nominations", args=["x"])).status_code == 405
    cycle.screening_at = timezone.now()
    cycle.save()
    send(status=409)
    revoke_token(token=ApiToken.objects.get(), actor=cycle.programme.managers.get())
    send(status=401)
    assert not Nomination.objects.exists()


def test_a_token_and_an_address_send_only_so_many_an_hour(send, settings):
    settings.NOMINATIONS_AN_HOUR = {"address": 1, "network": 60, "token": 3}
    send()
    assert send(status=429).headers["Retry-After"] == "3600"
    other = {**EXAMPLE, "nominator": {"name": "Ada", "email": "ada@example.com"}}
    send(other)
    send(other, status=429)


def test_a_token_is_shown_once_kept_as_a_digest_and_revoked(client, cycle):
    client.force_login(cycle.programme.managers.get())
    page = reverse("nominations:tokens", args=[cycle.programme.slug])
    secret = client.post(page, {"label": "Survey", "vouches": "on"}).context["secret"]
    token = ApiToken.objects.get()
    assert (len(secret) > 40, token.vouches, secret in client.get(page).content.decode()) == (True, True, False)
    assert secret not in str(ApiToken.objects.values().get())
    client.post(reverse("nominations:revoke_token", args=[cycle.programme.slug, token.pk]))
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert list(Record.objects.values_list("verb", flat=True).order_by("pk")) == ["api_token.made", "api_token.revoked"]


def test_a_key_is_forgotten_after_a_month_and_its_nomination_stays(send):
    send(headers={"Idempotency-Key": "old"})
    ApiCall.objects.update(at=timezone.now() - timedelta(days=30, minutes=1))
    send({**EXAMPLE, "nominee": {"name": "Wes"}}, headers={"Idempotency-Key": "new"})
    assert (forget_old_keys(), forget_old_keys()) == (1, 0)
    assert list(ApiCall.objects.values_list("key", flat=True)) == ["new"]
    assert Nomination.objects.count() == 2
