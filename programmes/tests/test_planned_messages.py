"""Messages that send themselves: written, scheduled, sent once to whom they are for, and what comes back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import JobRole, Team
from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import IllegalMove, NotReady, Refused, StaleState
from communications.models import Message
from intake.problems import BadFile
from jobs.models import Job
from programmes import tasks
from programmes.customer_file import Customer, CustomerList, read_customers
from programmes.enums import PLANNED_MOVES, PlannedState, ProgrammeState
from programmes.models import CustomerAddress, PlannedMessage, Programme, Recipient
from programmes.plans.lines import MessageLine
from programmes.queries.audiences import people_of
from programmes.queries.planned_wording import unknown_placeholders
from programmes.services import sending
from programmes.services.customer_lists import forget_sent_lists, keep_customers
from programmes.services.planned_messages import change_message, draft_message, move_message, schedule_message
from programmes.services.reaching import answer_check, note_opened
from programmes.tests.factories import ProgrammeFactory, running_cycle

pytestmark = pytest.mark.django_db


def line(**more) -> MessageLine:
    values = {"subject": "It begins", "body": "Dear {{recipient_name}}, [look]({{link}}).", **more}
    return MessageLine(send_at=datetime(2040, 1, 1, 9), **values)


@pytest.fixture
def maya():
    return UserFactory(email="maya@example.org", full_name="Maya Osei", known_as="Maya")


@pytest.fixture
def programme(maya):
    return ProgrammeFactory(managers=[maya])


def drafted(programme, maya, **more):
    return draft_message(programme=programme, content=line(**more), actor=maya)


def due(programme, maya, **more):
    """A message whose hour has come."""
    planned = drafted(programme, maya, **more)
    schedule_message(planned=planned, actor=maya)
    PlannedMessage.objects.filter(pk=planned.pk).update(send_at=timezone.now() - timedelta(minutes=1))
    planned.refresh_from_db()
    return planned


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    def _send():
        with django_capture_on_commit_callbacks(execute=True):
            return sending.send_due_messages()

    return _send


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Dear {{recipient_name}}, {{ link }}", []),
        ("Dear {{name}}", ["{{name}}"]),
        ("Dear {recipient_name} until {{soon}}", ["{{soon}}", "{recipient_name}"]),
        ("A set {1, 2} is no placeholder, nor is { }", []),
    ],
)
def test_what_nothing_fills_is_named_as_it_is_written(text, unknown):
    assert unknown_placeholders(text) == unknown


def test_a_message_goes_out_once_at_its_hour_to_everybody_who_works_here(programme, maya, send, mailoutbox):
    UserFactory(full_name="Grace Bell", known_as="Grace")
    UserFactory(is_active=False)
    planned = due(programme, maya)
    assert send() == 1
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(people_of(planned).values_list("email", flat=True))
    page = f"{settings.SITE_URL}/p/{programme.slug}/?c=message"
    assert sorted(mail.body for mail in mailoutbox) == [
        f"Dear Grace, [look]({page}).",
        f"Dear Maya, [look]({page}).",
    ]
    planned.refresh_from_db()
    assert (planned.state, planned.recipients.count(), send()) == (PlannedState.SENT, 2, 0)
    assert len(mailoutbox) == 2


def test_what_is_sent_is_in_the_trail_without_a_word_of_it(programme, maya, send):
    planned = due(programme, maya)
    send()
    records = Record.objects.filter(target_id=str(planned.pk), verb__startswith="message.").order_by("pk")
    assert [(record.verb, record.data.get("state", ""), record.actor_id) for record in records] == [
        ("message.saved", "", maya.pk),
        ("message.moved", "scheduled", maya.pk),
        ("message.moved", "sending", None),
        ("message.moved", "sent", None),
    ]
    assert not any("It begins" in str(record.data) for record in records)


def test_a_message_of_a_programme_that_does_not_run_waits(programme, maya, send):
    planned = due(programme, maya)
    Programme.objects.update(state=ProgrammeState.APPROVED)
    assert send() == 0
    planned.refresh_from_db()
    assert planned.state == PlannedState.SCHEDULED


def test_each_audience_is_whom_its_name_says(programme, maya):
    north = Team.objects.create(name="North")
    crew = Team.objects.create(name="Crew", parent=north)
    other = Team.objects.create(name="Other")
    fitter = JobRole.objects.create(name="Fitter")
    grace = UserFactory(team=crew, line_manager=maya)
    devon = UserFactory(team=other, job_role=fitter)
    Team.objects.filter(pk=other.pk).update(leader=devon)

    def reached(**audience):
        return set(people_of(drafted(programme, maya, **audience)))

    assert reached() == {maya, grace, devon}
    assert reached(audience="teams", teams=("North",)) == {grace}
    assert reached(audience="job-roles", job_roles=("Fitter",)) == {devon}
    assert reached(audience="leaders") == {maya, devon}
    assert reached(audience="customers") == set()


def test_the_table_of_moves_is_the_gate(programme, maya):
    for before in PlannedState.values:
        for to in PlannedState.values:
            planned = drafted(programme, maya)
            values = {"state": before, "sent_at": timezone.now()}
            PlannedMessage.objects.filter(pk=planned.pk).update(**values)
            planned.refresh_from_db()
            if to in PLANNED_MOVES[before]:
                assert move_message(planned=planned, to=to, actor=maya).state == to
            else:
                with pytest.raises(IllegalMove):
                    move_message(planned=planned, to=to, actor=maya)


def test_whoever_is_second_to_move_it_is_told(programme, maya):
    planned = drafted(programme, maya)
    PlannedMessage.objects.filter(pk=planned.pk).update(state=PlannedState.CANCELLED)
    with pytest.raises(StaleState):
        move_message(planned=planned, to=PlannedState.SCHEDULED, actor=maya)


def test_a_message_that_was_sent_is_not_changed(programme, maya, send):
    planned = due(programme, maya)
    send()
    with pytest.raises(StaleState):
        change_message(planned=planned, content=line(subject="Something else"), actor=maya)
    planned.refresh_from_db()
    assert planned.subject == "It begins"


def test_what_keeps_a_message_from_being_scheduled_is_all_named(maya):
    programme = ProgrammeFactory(managers=[maya], state=ProgrammeState.DRAFT)
    team = Team.objects.create(name="Nobody’s")
    planned = drafted(programme, maya, body="Until {{closes_on}}", audience="teams", teams=(team.name,))
    with pytest.raises(NotReady) as refusal:
        schedule_message(planned=planned, actor=maya)
    assert refusal.value.missing == [
        "The programme has not been approved.",
        "It would reach nobody: choose to whom it goes.",
        "Nothing fills {{closes_on}} yet: plan the next cycle first.",
    ]
    with pytest.raises(Refused):
        drafted(programme, maya, body="Dear {{name}}")
    assert PlannedMessage.objects.get().state == PlannedState.DRAFT


def test_the_closing_day_of_the_open_cycle_fills_its_placeholder(maya, send, mailoutbox):
    cycle = running_cycle(managers=[maya])
    due(cycle.programme, maya, body="{{recipient_name}}, until {{closes_on}}. {{signature_name}}")
    send()
    assert mailoutbox[0].body == "Maya, until Thursday 22 October. Maya Osei"


def test_a_worker_that_dies_between_two_chunks_leaves_nobody_out_and_nobody_twice(programme, maya, monkeypatch):
    people = {maya, *UserFactory.create_batch(6)}
    planned = due(programme, maya)
    monkeypatch.setattr(sending, "CHUNK", 3)
    sending.send_due_messages()
    planned.refresh_from_db()

    def die(done, _total):
        if done >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sending.write_copies(planned=planned, progress=die)
    assert (planned.recipients.count(), Message.objects.count()) == (3, 3)
    assert sending.write_copies(planned=planned, progress=lambda _done, _total: None) == 4
    assert sending.write_copies(planned=planned, progress=lambda _done, _total: None) == 0
    assert set(Message.objects.values_list("to_person", flat=True)) == {person.pk for person in people}
    assert Message.objects.count() == len(people)


def test_a_chunk_that_fails_is_not_half_written(programme, maya, monkeypatch):
    UserFactory.create_batch(2)
    planned = due(programme, maya)
    sending.send_due_messages()
    planned.refresh_from_db()
    monkeypatch.setattr(Recipient.objects, "bulk_create", lambda _rows: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sending.write_copies(planned=planned, progress=lambda _done, _total: None)
    assert (Message.objects.count(), Recipient.objects.count()) == (0, 0)


def test_a_broker_that_is_down_is_asked_once_and_the_messages_wait(programme, maya, send, monkeypatch):
    UserFactory.create_batch(3)
    asked = []

    def down(args=(), **_options):
        asked.append(args)
        raise OperationalError

    planned = due(programme, maya)
    monkeypatch.setattr(current_app.tasks["communications.tasks.deliver_message"], "apply_async", down)
    send()
    assert (len(asked), set(Message.objects.values_list("state", flat=True))) == (1, {"queued"})
    assert planned.recipients.count() == 4


def test_a_job_for_a_message_that_is_gone_does_nothing(programme, maya):
    planned = due(programme, maya)
    sending.send_due_messages()
    job = Job.objects.get(key=f"planned-message:{planned.pk}")
    planned.delete()

    class Run:
        payload = job.payload

    tasks.send_planned(Run())
    assert Message.objects.count() == 0


CSV = "email,name,agreed_on\nann@example.com,Ann,2026-01-02\nANN@example.com,Ann again,2026-02-03\nbo@example.com,,2026-01-05\n"


def test_a_list_of_customers_loses_its_doubles():
    found = read_customers(CSV.encode(), date(2026, 6, 1))
    assert found == CustomerList(
        (Customer("ann@example.com", "Ann", date(2026, 1, 2)), Customer("bo@example.com", "", date(2026, 1, 5))), 1
    )


def test_each_wrong_row_of_a_list_is_named():
    content = b"email,agreed_on\nann,2026-01-02\nbo@example.com,\nci@example.com,soon\ndi@example.com,2027-01-01\n"
    with pytest.raises(BadFile) as refusal:
        read_customers(content, date(2026, 6, 1))
    assert [str(problem) for problem in refusal.value.problems] == [
        "row 2, column email: “ann” is no email address",
        "row 3, column agreed_on: say when they agreed to be written to, or leave them out",
        "row 4, column agreed_on: “soon” is no date such as 2026-09-30",
        "row 5, column agreed_on: lies ahead",
    ]


def test_customers_on_the_list_get_it_and_are_forgotten_after_ninety_days(programme, maya, send, mailoutbox):
    planned = drafted(programme, maya, audience="customers", body="Dear {{recipient_name}}")
    keep_customers(planned=planned, customers=read_customers(CSV.encode(), date(2026, 6, 1)), actor=maya)
    schedule_message(planned=planned, actor=maya, at=timezone.now())
    send()
    assert sorted((mail.to[0], mail.body) for mail in mailoutbox) == [
        ("ann@example.com", "Dear Ann"),
        ("bo@example.com", "Dear customer"),
    ]
    with pytest.raises(StaleState):
        keep_customers(planned=planned, customers=CustomerList((), 0), actor=maya)
    assert (forget_sent_lists(), CustomerAddress.objects.count()) == (0, 2)
    PlannedMessage.objects.update(sent_at=timezone.now() - timedelta(days=91))
    assert (forget_sent_lists(), CustomerAddress.objects.count(), planned.recipients.count()) == (2, 0, 2)


ASKS = {"question": "Who may nominate?", "answers": ("Managers", "Anybody"), "right": 2}


def test_the_link_of_a_message_that_asks_leads_to_the_question_which_is_answered_once(programme, maya, send, client):
    due(programme, maya, **ASKS)
    send()
    copy = Recipient.objects.get()
    page = f"/m/{copy.token}/"
    assert client.get(page).templates[0].name == "programmes/understood.html"
    assert client.post(page, {"answer": ""}).status_code == 422
    client.post(page, {"answer": "1"})
    client.post(page, {"answer": "2"})
    told = client.get(page)
    copy.refresh_from_db()
    assert (copy.answer, told.context["right"], told.context["right_words"]) == (1, False, "Anybody")
    with pytest.raises(StaleState):
        answer_check(copy=copy, answer=2)
    assert client.get("/m/nobody/").status_code == 404


def test_the_outbox_forgets_the_token_of_a_copy_once_it_is_sent(programme, maya, send):
    due(programme, maya, **ASKS)
    send()
    message = Message.objects.get()
    assert Recipient.objects.get().token not in message.body_text + message.body_html + message.secret


@pytest.mark.parametrize("on", [True, False])
def test_opening_is_noted_only_where_it_is_switched_on_and_then_the_message_says_so(
    programme, maya, send, mailoutbox, client, on
):
    Programme.objects.update(track_opens=on)
    due(programme, maya)
    send()
    copy = Recipient.objects.get()
    html = mailoutbox[0].alternatives[0][0]
    assert ((f"/m/{copy.token}.gif" in html), "notes, by a small picture" in mailoutbox[0].body) == (on, on)
    answer = client.get(f"/m/{copy.token}.gif")
    copy.refresh_from_db()
    assert (answer["Content-Type"], copy.opened_at is not None) == ("image/gif", on)
    assert note_opened(token=copy.token) is False


def test_somebody_who_looks_into_the_outbox_has_not_opened_the_message(programme, maya, send, client):
    Programme.objects.update(track_opens=True)
    due(programme, maya)
    send()
    client.force_login(maya)
    client.get(f"/m/{Recipient.objects.get().token}.gif")
    assert Recipient.objects.get().opened_at is None


def test_a_picture_that_a_manager_writes_into_a_message_is_left_out(programme, maya, send, mailoutbox):
    due(programme, maya, body="![spy](https://elsewhere.example/x.png) Hello")
    send()
    assert "<img" not in mailoutbox[0].alternatives[0][0]


def test_times_are_those_of_the_organisation(programme, maya):
    summer = MessageLine("It begins", "Hello", datetime(2040, 7, 1, 9))
    planned = draft_message(programme=programme, content=summer, actor=maya)
    planned.refresh_from_db()
    assert planned.send_at == datetime(2040, 7, 1, 8, tzinfo=UTC)
