from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from celery import current_app
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.tests.factories import UserFactory
from audit.refusals import StaleState
from communications import services as communications
from communications.enums import MessageState
from communications.library import UnknownTemplate, keys, shipped
from communications.models import Message
from communications.rendering import MissingPlaceholder, render, sample_context
from communications.tests.factories import MessageFactory

pytestmark = pytest.mark.django_db

CONTEXT = {
    "nominee_name": "Grace Okafor",
    "recipient_name": "Deborah",
    "link": "https://awards.example.org/n/abc/",
    "closes_on": "Friday 13 November 2026",
    "reference": "SS-4K7",
    "signature_name": "Maya Lindqvist",
    "organisation_name": "Brightwater",
}


def write(**changes):
    given = {"template": "confirm_nomination", "to": "deborah@example.org", "context": CONTEXT, "dedupe_key": "one"}
    return communications.write(**{**given, **changes})


def state_of(message):
    message.refresh_from_db()
    return message.state


def html_of(**placeholders):
    return render(shipped("confirm_nomination"), {**CONTEXT, **placeholders}).html


def test_a_message_is_delivered_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        message = write()
        assert mail.outbox == []
    assert state_of(message) == MessageState.SENT
    assert [(m.to, m.subject) for m in mail.outbox] == [
        (["deborah@example.org"], "Please confirm your nomination of Grace Okafor")
    ]
    assert mail.outbox[0].extra_headers == {"Message-ID": f"<message-{message.pk}@testserver>"}


def test_the_same_key_is_sent_once(django_capture_on_commit_callbacks):
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            write()
    assert (Message.objects.count(), len(mail.outbox)) == (1, 1)


def test_a_message_of_an_act_that_failed_is_neither_kept_nor_sent(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        1 / 0  # noqa: B018 — any failure will do
    assert (Message.objects.count(), mail.outbox) == (0, [])


def test_a_person_is_written_to_at_their_address():
    person = UserFactory(email="ama@example.org")
    message = write(to=person)
    assert (message.to_person, message.to_address) == (person, "ama@example.org")


def test_a_message_for_later_waits_for_its_hour(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        message = write(send_after=timezone.now() + timedelta(hours=1))
    assert communications.deliver(message.pk) is False
    assert (state_of(message), mail.outbox) == (MessageState.QUEUED, [])


def test_a_kind_or_a_placeholder_that_is_missing_is_an_error_that_names_it():
    with pytest.raises(UnknownTemplate, match="no_such_kind"):
        write(template="no_such_kind")
    with pytest.raises(MissingPlaceholder, match="confirm_nomination: link, reference"):
        write(context={name: text for name, text in CONTEXT.items() if name not in {"link", "reference"}})


@pytest.mark.parametrize("error", [SMTPServerDisconnected, ConnectionRefusedError, TimeoutError])
def test_a_mail_server_that_is_down_is_tried_again_ever_later_and_then_given_up(monkeypatch, error):
    def down(*_args):
        raise error("no server")

    monkeypatch.setattr(EmailBackend, "send_messages", down)
    message, pauses = MessageFactory(), []
    for _ in range(7):
        assert communications.deliver(message.pk) is False
        message.refresh_from_db()
        pauses.append(round((message.send_after - timezone.now()).total_seconds()))
        Message.objects.update(send_after=timezone.now())
    assert pauses == [30, 60, 120, 240, 480, 960, 1920]
    communications.deliver(message.pk)
    assert (state_of(message), message.attempts, message.last_error) == (MessageState.FAILED, 8, error.__name__)


def test_a_failed_message_is_sent_again_when_somebody_asks(django_capture_on_commit_callbacks):
    message = MessageFactory(state=MessageState.FAILED, attempts=8)
    with django_capture_on_commit_callbacks(execute=True):
        communications.retry(message=message)
    assert (state_of(message), len(mail.outbox)) == (MessageState.SENT, 1)
    with pytest.raises(StaleState):
        communications.retry(message=message)


def test_a_message_that_another_worker_is_sending_is_left_alone():
    message = MessageFactory(state=MessageState.SENDING, lease_until=timezone.now() + timedelta(minutes=1))
    assert communications.deliver(message.pk) is False
    assert mail.outbox == []


def test_a_crash_between_sending_and_marking_sends_the_same_message_id_again(monkeypatch):
    class Crash(BaseException):
        """The machine goes off."""

    message = MessageFactory()
    send = EmailBackend.send_messages

    def send_and_crash(self, messages):
        send(self, messages)
        raise Crash

    with monkeypatch.context() as crashing, pytest.raises(Crash):
        crashing.setattr(EmailBackend, "send_messages", send_and_crash)
        communications.deliver(message.pk)
    assert state_of(message) == MessageState.SENDING
    Message.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert communications.sweep() == 1
    assert state_of(message) == MessageState.SENT
    ids = [sent.extra_headers["Message-ID"] for sent in mail.outbox]
    assert ids == [f"<message-{message.pk}@testserver>"] * 2  # a mail server can drop the second


@pytest.mark.parametrize("error", [OperationalError, ConnectionRefusedError])
def test_with_the_broker_down_the_act_commits_and_the_sweep_delivers(
    monkeypatch, django_capture_on_commit_callbacks, error
):
    def down(*_args, **_kwargs):
        raise error("no broker")

    with monkeypatch.context() as broken:
        broken.setattr(current_app.tasks["communications.tasks.deliver_message"], "apply_async", down)
        with django_capture_on_commit_callbacks(execute=True):
            message = write()
    assert (state_of(message), mail.outbox) == (MessageState.QUEUED, [])
    Message.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert communications.sweep() == 1
    assert (state_of(message), len(mail.outbox)) == (MessageState.SENT, 1)


def test_the_sweep_leaves_what_is_new_early_sent_or_in_hand():
    long_ago, soon = timezone.now() - timedelta(minutes=5), timezone.now() + timedelta(minutes=5)
    MessageFactory()
    MessageFactory(send_after=soon)
    MessageFactory(state=MessageState.SENT, sent_at=long_ago)
    MessageFactory(state=MessageState.SENDING, lease_until=soon)
    MessageFactory(state=MessageState.FAILED)
    Message.objects.exclude(pk=Message.objects.order_by("pk").first().pk).update(created_at=long_ago)
    assert (communications.sweep(), mail.outbox) == (0, [])


@pytest.mark.parametrize(
    "name",
    [
        "[click me](https://evil.example/)",
        "https://evil.example/",
        "<https://evil.example/>",
        "<a href='https://evil.example/'>x</a>",
        "**loud**",
        "https://evil.example/**loud**",
        "# Headline",
        "![x](https://evil.example/x.png)",
        "`code`",
        "a\n\n[x]: https://evil.example/\n\n[x]",
        "<script>alert(1)</script>",
    ],
)
def test_what_a_nominator_wrote_as_a_name_becomes_neither_link_nor_formatting(name):
    plain, hostile = html_of(nominee_name="X"), html_of(nominee_name=name)
    for tag in ("<a ", "<strong", "<em", "<h1", "<img", "<code", "<script"):
        assert hostile.count(tag) == plain.count(tag)


def test_the_link_of_a_message_is_a_link_that_works():
    assert html_of().count('<a href="https://awards.example.org/n/abc/"') == 1


@pytest.mark.parametrize(
    "name", ["Jo", "a *b* c", "1. x", "x_y_z", "a [b](c) d", "É O’Neil-中", "`a` ~b~ c", "a\\b", "a!b|c#d"]
)
def test_a_plain_name_reads_as_it_does_where_the_whole_message_has_to_be_formatted_anew(name):
    assert html_of(nominee_name=name) == html_of(nominee_name=f"{name} <").replace(" &lt;", "")
    assert name in html_of(nominee_name=name)


def test_a_line_break_in_a_name_does_not_reach_the_subject():
    assert render(shipped("confirm_nomination"), {**CONTEXT, "nominee_name": "A\nBcc: x@y.z"}).subject == (
        "Please confirm your nomination of A Bcc: x@y.z"
    )


@pytest.mark.parametrize("key", keys())
def test_every_shipped_wording_can_be_filled_from_its_own_placeholders(key):
    wording = shipped(key)
    filled = render(wording, sample_context(wording))
    assert (filled.text.count("{{"), filled.html.count("{{"), filled.subject.count("{{")) == (0, 0, 0)


@pytest.mark.parametrize("values", [{"state": "lost"}, {"state": "sent", "sent_at": None}])
def test_the_database_refuses_a_state_that_makes_no_sense(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageFactory(**values)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("demo", "kept"), [(False, "Answer at https://awards.example/s/…/ please"), (True, None)])
def test_a_secret_is_sent_and_then_forgotten_but_in_the_demo(settings, mailoutbox, demo, kept):
    settings.DEMO = demo
    text = "Answer at https://awards.example/s/kQ-3_x/ please"
    message = MessageFactory(body_text=text, body_html=f"<p>{text}</p>", secret="kQ-3_x")
    communications.deliver(message.pk)
    message.refresh_from_db()
    assert mailoutbox[0].body == text
    assert (message.body_text, message.body_html) == (kept or text, f"<p>{kept or text}</p>")
    assert message.secret == ("kQ-3_x" if demo else "")
