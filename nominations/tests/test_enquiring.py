from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import IllegalMove, NotAllowed, NotReady
from communications.models import Message
from nominations.enums import NominationState
from nominations.models import Enquiry, Evidence
from nominations.queries.eligibility import reasons_against
from nominations.refusals import WindowClosed
from nominations.services.enquiring import add_more, ask_for_more
from nominations.services.screening import accept_eligible, decline
from nominations.tests.factories import EvidenceFactory, NominationFactory, NomineeFactory, open_cycle
from nominations.tokens import STATUS, token_for
from programmes.enums import Stage
from programmes.models import Cycle

pytestmark = pytest.mark.django_db
QUESTION = "Which day was it?"


@pytest.fixture
def maya():
    return UserFactory(email="maya@example.org", full_name="Maya Byrne")


@pytest.fixture
def nomination(maya):
    """One by a customer, which no rule speaks against."""
    cycle = open_cycle(stage=Stage.SCREENING, managers=[maya])
    made = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=UserFactory(full_name="Samira Khan")))
    EvidenceFactory(nomination=made)
    return made


def screening_page(nomination, view="nomination"):
    cycle = nomination.cycle
    return reverse(f"nominations:{view}", args=[cycle.programme.slug, cycle.name, nomination.reference])


def link_of(nomination, view="add"):
    path = reverse(f"nominations:{view}", args=[nomination.reference])
    return f"{path}?token={token_for(nomination.reference, STATUS)}"


def test_a_screener_asks_and_the_nominator_answers_by_the_emailed_link(client, maya, nomination):
    client.force_login(maya)
    client.post(screening_page(nomination, "ask"), {"question": QUESTION})
    message = Message.objects.get(template_key="nomination_more_information")
    assert (message.to_address, QUESTION in message.body_text) == (nomination.nominator_email, True)
    assert link_of(nomination) in message.body_text
    assert "Asked, waiting" in client.get(screening_page(nomination)).content.decode()
    client.logout()

    assert QUESTION in client.get(link_of(nomination)).content.decode()
    assert client.post(link_of(nomination), {"text": ""}).status_code == 422
    answer = client.post(link_of(nomination), {"text": "A Tuesday."}, follow=True)

    assert answer.context["enquiry"] is None
    assert list(nomination.evidence.values_list("part", "text"))[1:] == [("added", "A Tuesday.")]
    records = Record.objects.filter(target_id=str(nomination.pk)).order_by("pk")
    assert [(record.verb, record.actor) for record in records] == [
        ("nomination.more_asked", maya),
        ("nomination.added_to", None),
    ]
    client.force_login(maya)
    queue = reverse("nominations:queue", args=[nomination.cycle.programme.slug, nomination.cycle.name])
    assert "Its nominator has answered: read it again." in client.get(queue).content.decode()


def test_what_waits_for_an_answer_is_not_accepted_with_the_others(maya, nomination):
    ask_for_more(nomination=nomination, actor=maya, question=QUESTION)
    left = accept_eligible(cycle=nomination.cycle, actor=maya).left
    assert [reasons for _one, reasons in left] == [["Its nominator was asked for more and has not answered yet."]]
    add_more(nomination=nomination, actor=None, text="A Tuesday.")
    assert accept_eligible(cycle=nomination.cycle, actor=maya).accepted == [nomination]


def test_a_second_question_waits_for_the_first_answer_and_a_second_answer_joins_the_first(maya, nomination):
    ask_for_more(nomination=nomination, actor=maya, question=QUESTION)
    with pytest.raises(IllegalMove):
        ask_for_more(nomination=nomination, actor=maya, question="And where?")
    add_more(nomination=nomination, actor=None, text="A Tuesday.")
    with pytest.raises(IllegalMove):
        add_more(nomination=nomination, actor=None, text="A Tuesday.")
    ask_for_more(nomination=nomination, actor=maya, question="And where?")
    add_more(nomination=nomination, actor=None, text="In Leeds.")
    assert Evidence.objects.get(part="added").text == "A Tuesday.\n\nIn Leeds."


def test_nothing_can_be_added_once_it_is_decided_or_judged(maya, nomination):
    ask_for_more(nomination=nomination, actor=maya, question=QUESTION)
    decline(nomination=nomination, actor=maya, reason="Another team's customer.")
    with pytest.raises(WindowClosed):
        add_more(nomination=nomination, actor=None, text="A Tuesday.")
    nomination.state = NominationState.SUBMITTED
    Cycle.objects.update(stage=Stage.JUDGING)
    nomination.cycle.refresh_from_db()
    with pytest.raises(WindowClosed):
        add_more(nomination=nomination, actor=None, text="A Tuesday.")


@pytest.mark.parametrize("who", ["nominee", "stranger"])
def test_who_may_not_screen_may_not_ask(nomination, who):
    person = nomination.nominee.person if who == "nominee" else UserFactory()
    with pytest.raises(NotAllowed):
        ask_for_more(nomination=nomination, actor=person, question=QUESTION)
    assert (Enquiry.objects.count(), Message.objects.count()) == (0, 0)


def test_nobody_is_asked_where_no_address_is_known(client, maya, nomination):
    nomination.nominator_email = ""
    nomination.save(update_fields=["nominator_email"])
    with pytest.raises(NotReady):
        ask_for_more(nomination=nomination, actor=maya, question=QUESTION)
    client.force_login(maya)
    assert client.get(screening_page(nomination)).context["can_be_asked"] is False


def test_the_answering_page_opens_to_its_nominator_alone(client, maya, nomination):
    ask_for_more(nomination=nomination, actor=maya, question=QUESTION)
    path = reverse("nominations:add", args=[nomination.reference])
    assert client.get(path).status_code == 404
    tom = UserFactory()
    nomination.nominator = tom
    nomination.save(update_fields=["nominator"])
    client.force_login(tom)
    assert client.get(path).status_code == 200
    client.post(path, {"text": "A Tuesday."})
    assert Record.objects.get(verb="nomination.added_to").actor == tom


def test_nobody_is_asked_to_answer_by_a_day_that_has_passed(maya, nomination):
    now = timezone.now()
    days_ago = {"opens_at": 20, "screening_at": 9, "judging_at": 1}
    Cycle.objects.update(**{field: now - timedelta(days=days) for field, days in days_ago.items()})
    nomination.cycle.refresh_from_db()
    asked = ask_for_more(nomination=nomination, actor=maya, question="Which day?", days=2)
    assert now + timedelta(days=2) <= asked.answer_by < now + timedelta(days=3)
    assert reasons_against(nomination.cycle, [nomination])[nomination.pk][0].text == (
        "Its nominator was asked for more and has not answered yet."
    )
