import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Record
from awards_site.templatetags.dates import day_time
from communications.models import Message
from nominations.enums import NominationState
from nominations.forms.sent import SentNominationForm
from nominations.models import Evidence, Nomination, Nominee
from nominations.queries.questions import questions_of
from nominations.queries.what_counts import what_counts
from nominations.references import is_reference
from nominations.services.expiring import delete_unconfirmed
from nominations.tests.factories import NominationFactory, open_cycle, typed
from nominations.tokens import CONFIRM, STATUS, form_opened, token_for
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.tests.factories import CategoryFactory, before_opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return open_cycle()


def address(cycle):
    return reverse("nominations:nominate", args=[cycle.programme.slug])


def send(client, cycle, **changes):
    return client.post(address(cycle), typed(cycle, **changes))


def confirm_address(nomination):
    path = reverse("nominations:confirm", args=[nomination.reference])
    return f"{path}?token={token_for(nomination.reference, CONFIRM)}"


def test_a_customer_sends_a_nomination_that_waits_for_the_address_to_be_confirmed(client, cycle):
    answer = send(client, cycle)
    nomination = Nomination.objects.get()
    assert answer.status_code == 302
    assert is_reference(nomination.reference)
    assert nomination.state == NominationState.UNVERIFIED
    assert (nomination.nominee.name_given, nomination.nominee.hint) == ("Samira at Ferry Lane", "Tuesday evening")
    assert (nomination.nominator_name, nomination.nominator_email) == ("Deborah Ashworth", "deborah@ashworth.example")
    assert (nomination.may_show, nomination.may_publish) == (True, False)
    assert set(nomination.evidence.values_list("part", flat=True)) == {"situation", "task", "action", "result"}
    message = Message.objects.get()
    assert (message.template_key, message.to_address) == ("confirm_nomination", "deborah@ashworth.example")
    thanks = client.get(answer.url)
    assert nomination.reference in thanks.content.decode()


def test_the_record_of_it_holds_no_name_and_no_story(client, cycle):
    send(client, cycle)
    record = Record.objects.get(verb="nomination.received")
    assert record.data == {"category": "individual", "kind": "customer", "may_show": True, "may_publish": False}


def test_the_form_and_the_sending_together_take_few_queries(client, cycle, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        client.get(address(cycle))
        send(client, cycle)


def test_the_form_is_drawn_once_for_everybody_and_says_at_once_when_a_date_has_changed(
    client, cycle, django_assert_num_queries
):
    assert 'name="situation"' in client.get(address(cycle)).content.decode()
    with django_assert_num_queries(2):
        assert 'name="situation"' in client.get(address(cycle)).content.decode()
    Cycle.objects.filter(pk=cycle.pk).update(screening_at=cycle.screening_at - timedelta(minutes=61))
    cycle.refresh_from_db()
    assert day_time(cycle.screening_at) in client.get(address(cycle)).content.decode()


def test_each_visitor_gets_a_token_of_their_own_and_the_channel_they_came_by(cycle):
    strict = Client(enforce_csrf_checks=True)
    pages = [
        client.get(f"{address(cycle)}?c={code}").content.decode()
        for client, code in ((Client(), "bus"), (strict, "hall"))
    ]
    tokens = [re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page) for page in pages]
    assert [len(found) for found in tokens] == [1, 1]
    assert tokens[0] != tokens[1]
    assert [re.findall(r'name="c" value="(\w+)"', page) for page in pages] == [["bus"], ["hall"]]
    assert send(strict, cycle, csrfmiddlewaretoken=tokens[1][0]).status_code == 302
    assert send(strict, cycle, nominee="Wes", csrfmiddlewaretoken="x").status_code == 403


def test_what_one_customer_typed_is_never_shown_to_the_next(client, cycle):
    answer = send(client, cycle, email="", nominee="Samira whom nobody else may see")
    assert (answer.status_code, "Samira whom nobody else may see" in answer.content.decode()) == (422, True)
    assert "Samira whom nobody else may see" not in client.get(address(cycle)).content.decode()


def test_opening_the_link_confirms_nothing_and_the_button_does(client, cycle):
    send(client, cycle)
    nomination = Nomination.objects.get()
    assert client.get(confirm_address(nomination)).status_code == 200
    nomination.refresh_from_db()
    assert nomination.state == NominationState.UNVERIFIED
    client.post(confirm_address(nomination))
    client.post(confirm_address(nomination))
    nomination.refresh_from_db()
    assert nomination.state == NominationState.SUBMITTED
    assert nomination.submitted_at == nomination.created_at
    assert nomination.verified_at is not None
    assert list(Message.objects.order_by("pk").values_list("template_key", flat=True)) == [
        "confirm_nomination",
        "nomination_received",
    ]


def test_a_confirming_link_needs_its_own_token(client, cycle):
    send(client, cycle)
    nomination = Nomination.objects.get()
    path = reverse("nominations:confirm", args=[nomination.reference])
    wrong = [path, f"{path}?token=x", f"{path}?token={token_for(nomination.reference, STATUS)}"]
    assert [client.post(one).status_code for one in wrong] == [404, 404, 404]


def test_what_is_confirmed_once_judging_has_begun_does_not_count(client, cycle):
    send(client, cycle)
    Cycle.objects.update(stage=Stage.JUDGING)
    nomination = Nomination.objects.get()
    assert client.post(confirm_address(nomination)).status_code == 409
    assert Nomination.objects.get().state == NominationState.UNVERIFIED


def test_what_is_confirmed_while_it_is_screened_counts(client, cycle):
    send(client, cycle)
    Cycle.objects.update(stage=Stage.SCREENING)
    client.post(confirm_address(Nomination.objects.get()))
    assert Nomination.objects.get().state == NominationState.SUBMITTED


def test_the_same_nomination_sent_twice_is_taken_once(client, cycle):
    first, second = send(client, cycle), send(client, cycle)
    assert first.url == second.url
    assert Nomination.objects.count() == 1
    assert Message.objects.count() == 1


@pytest.mark.parametrize("field", ["nominee", "action", "result", "name", "email"])
def test_what_is_missing_is_named_and_what_was_typed_stays(client, cycle, field):
    answer = send(client, cycle, **{field: " "})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "A main burst in our street." in answer.content.decode()
    assert not Nomination.objects.exists()


def test_drawing_what_is_wrong_with_one_form_changes_no_field_of_the_next(client, cycle, settings):
    """The fields are kept from one form to the next, and drawing a field gives it classes."""
    settings.ATTACHMENTS = {**settings.ATTACHMENTS, "megabytes": 7}  # fields that no other test has drawn
    asks = {"counts": what_counts(cycle), "questions": questions_of(cycle)}

    def drawn_with():
        return [dict(field.widget.attrs) for field in SentNominationForm({}, **asks).fields.values()]

    before = drawn_with()
    assert "Give your name." in send(client, cycle, name="").content.decode()
    assert drawn_with() == before


def test_words_on_a_criterion_are_story_enough(client, cycle):
    criterion = cycle.rulebook.criteria.get(code="impact")
    send(client, cycle, action="", result="", **{f"evidence_{criterion.pk}": "She saved the day."})
    assert Evidence.objects.get(criterion=criterion).text == "She saved the day."


def test_words_on_a_criterion_of_another_category_are_left_out(client, cycle):
    with before_opening(cycle):
        other = CategoryFactory(rulebook=cycle.rulebook)
    criterion = cycle.rulebook.criteria.get(code="impact")
    send(client, cycle, category=str(other.pk), **{f"evidence_{criterion.pk}": "She saved the day."})
    assert not Evidence.objects.filter(criterion__isnull=False).exists()


def test_a_robot_that_fills_the_hidden_field_is_refused_in_words(client, cycle):
    answer = send(client, cycle, website="http://spam.example")
    assert answer.status_code == 422
    assert not Nomination.objects.exists()


@pytest.mark.parametrize("opened", ["", "forged:token"])
def test_a_form_that_was_never_opened_is_refused(client, cycle, opened):
    assert send(client, cycle, opened=opened).status_code == 422
    assert not Nomination.objects.exists()


def test_what_comes_faster_than_anybody_writes_is_refused_and_can_be_sent_again(client, cycle, settings):
    settings.NOMINATION_MINIMUM_SECONDS = 600  # whatever the machine is busy with
    opened = form_opened()
    answer = send(client, cycle, opened=opened)
    assert answer.status_code == 422
    assert answer.context["form"].opened_token == opened


def test_more_than_a_few_from_one_address_within_an_hour_are_refused(client, cycle, settings):
    settings.NOMINATIONS_AN_HOUR = {"address": 2, "network": 60}
    answers = [send(client, cycle, nominee=f"Person {number}").status_code for number in range(3)]
    assert answers == [302, 302, 422]
    assert Nomination.objects.count() == 2


def test_more_than_many_from_one_network_within_an_hour_are_refused(client, cycle, settings):
    settings.NOMINATIONS_AN_HOUR = {"address": 10, "network": 2}
    answers = [
        client.post(
            address(cycle), typed(cycle, email=f"c{number}@example.com"), REMOTE_ADDR=f"203.0.113.{number}"
        ).status_code
        for number in range(3)
    ]
    elsewhere = client.post(address(cycle), typed(cycle, email="d@example.com"), REMOTE_ADDR="203.0.114.1")
    assert [*answers, elsewhere.status_code] == [302, 302, 422, 302]


def test_nobody_nominates_themselves_where_the_rules_forbid_it(client, cycle):
    assert send(client, cycle, nominee="deborah ashworth").status_code == 422
    with before_opening(cycle):
        cycle.rulebook.self_nomination = True
        cycle.rulebook.save()
    assert send(client, cycle, nominee="deborah ashworth").status_code == 302


def test_closing_is_exact_to_the_second_even_where_the_clock_is_late(client, cycle):
    Cycle.objects.update(screening_at=timezone.now())
    answer = send(client, cycle)
    assert answer.status_code == 409
    assert not Nomination.objects.exists()
    page = answer.content.decode()
    assert [word in page for word in ("Samira at Ferry Lane", "She found a crew with a water tank.")] == [True, True]


def test_a_closed_page_says_when_the_next_round_opens(client):
    cycle = open_cycle(stage=Stage.PLANNED, opens_at=timezone.now() + timedelta(days=3))
    answer = client.get(address(cycle))
    assert answer.context["upcoming"] == cycle
    assert answer.context["last"] is None


def test_a_programme_that_customers_do_not_see_has_no_form_for_them(client, cycle):
    cycle.programme.public = False
    cycle.programme.save()
    assert client.get(address(cycle)).status_code == 404


def test_what_nobody_confirms_is_deleted_after_fourteen_days(client, cycle):
    send(client, cycle)
    kept = NominationFactory(cycle=cycle)
    Nomination.objects.update(created_at=timezone.now() - timedelta(days=14))
    assert delete_unconfirmed() == 1
    assert delete_unconfirmed() == 0
    assert list(Nomination.objects.all()) == [kept]
    assert not Nominee.objects.filter(name_given="Samira at Ferry Lane").exists()
    assert Record.objects.filter(verb="nomination.expired").count() == 1


def test_what_was_sent_less_than_fourteen_days_ago_is_not_deleted(client, cycle):
    send(client, cycle)
    Nomination.objects.update(created_at=timezone.now() - timedelta(days=13, hours=23))
    assert delete_unconfirmed() == 0


def test_emoji_and_right_to_left_text_and_long_stories_are_kept(client, cycle):
    story = "שלום 🌿 O’Brien " + "x" * 9_000
    send(client, cycle, action=story)
    assert Evidence.objects.get(part="action").text == story
