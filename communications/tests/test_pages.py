import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from accounts.tests.factories import AdministratorFactory, UserFactory
from audit.models import Record
from communications.enums import MessageState
from communications.library import keys, shipped
from communications.models import Message, Template
from communications.occasions import OCCASIONS
from communications.queries.wording import wording_of
from communications.tests.factories import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_waits(settings):
    """The top bar counts what waits in rooms above this one, each with queries of its own: not what is counted here."""
    settings.WAITING = []


LOGIN = 302


@pytest.fixture
def administrator(client):
    client.force_login(AdministratorFactory())
    return client


@pytest.mark.parametrize(("role", "status"), [("visitor", LOGIN), ("colleague", 403), ("administrator", 200)])
@pytest.mark.parametrize(
    "address",
    ["/outbox/", "/outbox/{pk}/", "/messages/", "/messages/launch/"],
    ids=["outbox", "message", "kinds", "kind"],
)
def test_only_administrators_read_the_outbox_and_change_wordings(client, role, status, address):
    message = MessageFactory()
    if role != "visitor":
        client.force_login(AdministratorFactory() if role == "administrator" else UserFactory())
    assert client.get(address.format(pk=message.pk)).status_code == status


@pytest.mark.parametrize("rows", [1, 40])
def test_the_outbox_needs_as_many_queries_for_many_messages_as_for_one(administrator, django_assert_num_queries, rows):
    MessageFactory.create_batch(rows)
    with django_assert_num_queries(8):
        response = administrator.get(reverse("communications:outbox"))
    assert len(response.context["page"].object_list) == rows


def test_the_outbox_is_filtered_by_state_kind_and_recipient(administrator):
    wanted = MessageFactory(state=MessageState.FAILED, template_key="launch", to_address="ama@example.org")
    MessageFactory(state=MessageState.QUEUED, template_key="launch", to_address="ama@example.org")
    MessageFactory(state=MessageState.FAILED, template_key="result_winner", to_address="ama@example.org")
    MessageFactory(state=MessageState.FAILED, template_key="launch", to_address="ben@example.org")
    response = administrator.get("/outbox/", {"state": "failed", "kind": "launch", "to": "ama@"})
    assert list(response.context["page"].object_list) == [wanted]


def test_a_newcomer_can_follow_the_link_of_a_message(administrator):
    message = MessageFactory(body_html='<p><a href="http://127.0.0.1:8000/n/abc/">Confirm</a></p>')
    page = administrator.get(f"/outbox/{message.pk}/").content.decode()
    assert page.count('<a href="http://127.0.0.1:8000/n/abc/">Confirm</a>') == 1


def test_a_failed_message_is_sent_again_from_its_page(administrator, django_capture_on_commit_callbacks):
    message = MessageFactory(state=MessageState.FAILED)
    with django_capture_on_commit_callbacks(execute=True):
        administrator.post(f"/outbox/{message.pk}/retry/")
    message.refresh_from_db()
    assert message.state == MessageState.SENT


OWN = {"subject": "Open: {{programme_title}}", "body": "Dear {{recipient_name}},\n\ncome in."}


def test_own_words_are_in_force_at_once_and_the_trail_says_so_without_them(administrator):
    administrator.post("/messages/launch/", OWN)
    assert (wording_of("launch").subject, wording_of("launch").body) == (OWN["subject"], OWN["body"])
    record = Record.objects.get(verb="wording.changed")
    assert (record.target_label, sorted(record.data), str(record.data).count("come in")) == (
        "template launch",
        ["programme", "text"],
        0,
    )


def test_words_of_one_programme_leave_the_others_alone(administrator):
    administrator.post("/messages/launch/?programme=stars", OWN)
    assert wording_of("launch", "stars").subject == OWN["subject"]
    assert wording_of("launch", "other") == shipped("launch")


def test_a_placeholder_that_nothing_fills_is_refused_by_name_and_the_words_stay(administrator):
    response = administrator.post("/messages/launch/", {**OWN, "body": "Dear {{first_name}}"})
    assert response.context["form"].errors == {
        "body": ["Nothing fills {{first_name}} here. Use the placeholders that are listed."]
    }
    assert response.context["form"]["body"].value() == "Dear {{first_name}}"
    assert Template.objects.count() == 0


def test_a_preview_shows_the_words_and_saves_nothing(administrator):
    response = administrator.post("/messages/launch/", {**OWN, "preview": "1"})
    assert response.context["preview"].subject == "Open: [programme title]"
    assert Template.objects.count() == 0


def test_the_shipped_wording_can_be_restored(administrator):
    administrator.post("/messages/launch/", OWN)
    administrator.post("/messages/launch/restore/", {"programme": ""})
    assert wording_of("launch") == shipped("launch")
    assert list(Record.objects.order_by("pk").values_list("verb", flat=True)) == ["wording.changed", "wording.restored"]


def test_a_kind_that_does_not_exist_is_not_found(administrator):
    assert administrator.get("/messages/nonsense/").status_code == 404


def test_the_demo_keeps_direct_mail_in_the_outbox_and_lets_nothing_leave():
    ama = UserFactory(email="ama@example.org")
    backend = get_connection("communications.mail_backend.OutboxBackend")
    direct = EmailMultiAlternatives("Sign-in code", "Your code: ABC123", to=["ama@example.org"])
    direct.attach_alternative("<p onclick='x()'>Your code: <b>ABC123</b></p>", "text/html")
    from_outbox = EmailMultiAlternatives("x", "x", to=["a@b.org"], headers={"Message-ID": "<message-7@testserver>"})
    assert backend.send_messages([direct, from_outbox]) == 2
    kept = Message.objects.get()
    facts = (kept.template_key, kept.state, kept.to_person, kept.subject, kept.body_text, kept.body_html)
    assert facts == ("direct", "sent", ama, "Sign-in code", "Your code: ABC123", "<p>Your code: <b>ABC123</b></p>")


def test_every_kind_of_message_has_a_name_and_says_when_it_is_sent():
    assert [key for key in keys() if not OCCASIONS.get(key) or not str(OCCASIONS[key].sent)] == []


def test_the_list_names_the_messages_by_the_life_of_a_programme_without_braces(administrator):
    kinds = administrator.get(reverse("communications:wordings")).context["kinds"]
    assert [kind.wording.key for kind in kinds][:2] == ["approval_requested", "approval_decided"]
    assert [kind.subject for kind in kinds if "{" in kind.subject] == []
    assert kinds[0].subject == "For your decision: [programme title]"
