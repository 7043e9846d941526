"""What people agree to is written down in rows that are only added; taking it back holds at once, wherever it is read."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import NotReady
from communications.models import Message
from evaluation.queries.audiences import customers_of
from nominations.consents import CURRENT
from nominations.models import AddressChange, Consent, Nomination, Notice
from nominations.privacy import erase, export
from nominations.retention import remove_names
from nominations.services.chasing import chase_answers
from nominations.services.consenting import change_consent, write_given
from nominations.services.enquiring import ask_for_more
from nominations.services.own_data import give_own_data, remove_nominator
from nominations.services.telling import ask_not_to_publish
from nominations.tests.factories import NominationFactory, NomineeFactory, open_cycle, typed
from nominations.tokens import STATUS, token_for
from recognition.models import Award, Certificate
from recognition.queries.honours import public_awards, shown
from recognition.tests.factories import announced_cycle

pytestmark = pytest.mark.django_db
AGREED = {"may_publish": True, "may_contact": True, "consent_wording": CURRENT}


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Lindqvist")


@pytest.fixture
def cycle(maya):
    return open_cycle(managers=[maya])


def agreed(cycle, **more):
    nomination = NominationFactory(cycle=cycle, verified_at=timezone.now(), **{**AGREED, **more})
    write_given([nomination])
    return nomination


def rows(**found):
    return list(Consent.objects.filter(**found).order_by("pk").values_list("purpose", "turn", "given", "route"))


def press(client, nomination, what, given="no", **more):
    address = reverse("nominations:consent", args=[nomination.reference])
    return client.post(f"{address}?token={token_for(nomination.reference, STATUS)}", {"what": what, "given": given})


def test_what_is_ticked_on_the_form_is_written_down_with_the_words_that_were_shown(client, cycle):
    address = reverse("nominations:nominate", args=[cycle.programme.slug])
    client.post(address, typed(cycle, may_publish="on", consents=CURRENT))
    assert rows() == [("held", 1, True, "online"), ("show", 1, True, "online"), ("publish", 1, True, "online")]
    assert {one.wording for one in Consent.objects.all()} == {CURRENT}


def test_taking_back_and_agreeing_again_adds_rows_and_the_trail_says_so_without_a_name(client, cycle):
    nomination = agreed(cycle)
    for given in ("no", "no", "yes"):
        press(client, nomination, "publish", given)
    assert rows(purpose="publish") == [
        ("publish", 1, True, "online"),
        ("publish", 1, False, "page"),
        ("publish", 2, True, "page"),
    ]
    assert list(Record.objects.values_list("verb", "data").order_by("pk")) == [
        (f"nomination.consent_{act}", {"what": "publish", "wording": CURRENT, "by": "page"})
        for act in ("withdrawn", "given")
    ]
    page = client.get(
        reverse("nominations:status", args=[nomination.reference]),
        {"token": token_for(nomination.reference, STATUS)},
    )
    assert [(one.purpose, one.holds) for one in page.context["consents"]] == [
        ("show", False),
        ("publish", True),
        ("contact", True),
    ]


def test_only_the_link_or_its_sender_takes_it_back_and_only_while_there_is_a_story(client, cycle):
    nomination = agreed(cycle, nominator=UserFactory())
    address = reverse("nominations:consent", args=[nomination.reference])
    client.force_login(UserFactory())
    assert client.post(address, {"what": "publish", "given": "no"}).status_code == 404
    client.force_login(nomination.nominator)
    assert client.post(address, {"what": "publish", "given": "no"}).status_code == 302
    assert Record.objects.get(verb="nomination.consent_withdrawn").actor == nomination.nominator
    nomination.state = "withdrawn"
    for what in ("contact", "held", "nothing"):
        with pytest.raises(NotReady):
            change_consent(nomination=nomination, purpose=what, given=False, actor=None)


def test_a_story_that_may_not_be_published_any_more_is_quoted_nowhere_from_then_on(client):
    cycle = announced_cycle(people=1)
    entry = cycle.entries.get()
    nomination = entry.nominations.get()
    Nomination.objects.update(**AGREED)
    award = public_awards().get()
    nomination.evidence.update(text="She sat with my mother until the very last form was done.")
    award.citation = "Calm and exact. She sat with my mother until the very last form was done."
    award.save()
    Certificate.objects.update(state="ready", made_at=timezone.now(), file="x.pdf")
    press(client, nomination, "publish")
    assert [one.citation for one in shown(public_awards())] == ["Calm and exact."]
    award.refresh_from_db()
    assert award.citation == "Calm and exact."
    assert Certificate.objects.get().file.name != "x.pdf"
    assert "award.citation_taken_down" in Record.objects.values_list("verb", flat=True)


def test_what_the_honoured_answered_stands_beside_it(client):
    cycle = announced_cycle(people=2, managers=[maya := UserFactory()])
    Award.objects.update(consent_at=timezone.now())
    last = Award.objects.last()
    Award.objects.filter(pk=last.pk).update(consent=False)
    client.force_login(maya)
    beside = client.get(reverse("nominations:consents", args=[cycle.programme.slug, cycle.name])).context["beside"]
    assert [(line["who"], line["holds"]) for line in beside] == [
        (award.decision.entry.nominee_name, award.pk != last.pk) for award in Award.objects.order_by("-pk")
    ]


def test_who_may_not_be_asked_is_not_asked_reminded_or_sent_a_survey(client, cycle, maya):
    nomination = agreed(cycle)
    never = agreed(cycle, may_contact=False)
    on_paper = agreed(cycle, may_contact=False, consent_wording="", nominator_email="paper@example.com")
    for one in (nomination, on_paper):
        ask_for_more(nomination=one, actor=maya, question="When was it?")
    with pytest.raises(NotReady):
        ask_for_more(nomination=never, actor=maya, question="When was it?")
    nomination.enquiries.update(
        answer_by=timezone.now() + timedelta(hours=5), asked_at=timezone.now() - timedelta(days=3)
    )
    press(client, nomination, "contact")
    assert Message.objects.get(dedupe_key__contains=nomination.reference).state == "cancelled"
    assert chase_answers() == 0
    assert customers_of(cycle, timezone.now()) == ["paper@example.com"]


def test_a_nominees_wish_stands_on_the_same_record(cycle):
    notice = Notice.objects.create(cycle=cycle, person=UserFactory(), told_at=timezone.now())
    for wish in (True, True, False, True):
        ask_not_to_publish(notice=notice, wish=wish)
    assert rows(notice=notice) == [
        ("unpublished", 1, True, "page"),
        ("unpublished", 1, False, "page"),
        ("unpublished", 2, True, "page"),
    ]


def test_the_managers_page_lists_who_agreed_to_what_and_hides_what_is_about_them(
    client, cycle, maya, django_assert_num_queries
):
    client.force_login(maya)
    page = reverse("nominations:consents", args=[cycle.programme.slug, cycle.name])
    agreed(cycle, nominee=NomineeFactory(person=maya))
    client.get(page)
    for count in (1, 8):
        for _ in range(count):
            taken = agreed(cycle)
        with django_assert_num_queries(9):
            client.get(page)
    change_consent(nomination=taken, purpose="publish", given=False, actor=None)
    ask_not_to_publish(
        notice=Notice.objects.create(cycle=cycle, person=UserFactory(), told_at=timezone.now()), wish=True
    )
    assert client.get(page).context["page"].paginator.count == 9 * 3 + 1
    back = client.get(page, {"standing": "back"}).context["rows"]
    assert [(one.nomination, who, back_route) for one, who, _words, back_route in back] == [
        (taken, taken.nominator_name, "Their own page")
    ]
    assert client.get(page, {"q": taken.reference, "purpose": "held"}).context["page"].paginator.count == 1


def test_a_copy_of_the_data_has_the_history_and_removal_takes_consents_back(cycle):
    person = UserFactory(email="gareth@example.com")
    nomination = agreed(cycle, nominator=person, nominator_email=person.email)
    AddressChange.objects.create(nomination=nomination, email="new@example.com", asked_at=timezone.now())
    held = export(person)
    assert [one["email"] for one in held["addresses_waiting_to_be_confirmed"]] == ["new@example.com"]
    [made] = held["nominations_made"]
    assert [(one["what"], one["given"], one["came_by"]) for one in made["consents"]][1:] == [
        ("A line of the story may be published", "yes", "Online form"),
        ("They may be asked about the story", "yes", "Online form"),
    ]
    assert made["consents"][1]["words"] == "Print a line of it if they win. Without your name."
    erase(person)
    customer = agreed(cycle)
    give_own_data(nomination=customer)
    remove_nominator(nomination=customer, with_story=True)
    assert rows(nomination=nomination, given=False) == [("contact", 1, False, "removal")]
    assert rows(nomination=customer, given=False) == [
        ("publish", 1, False, "removal"),
        ("contact", 1, False, "removal"),
    ]
    remove_names(cycle)
    assert rows() == []


def test_the_database_lets_nobody_give_or_take_back_twice_in_a_turn_and_old_answers_were_written_down(cycle):
    nomination = NominationFactory(cycle=cycle, **AGREED)
    step = import_module("nominations.migrations.0011_consents_given_before")
    step.write_down(apps, None)
    step.write_down(apps, None)
    assert rows() == [("publish", 1, True, "online"), ("contact", 1, True, "online"), ("held", 1, True, "online")]
    one = Consent.objects.first()
    for wrong in ({}, {"purpose": "nothing"}, {"route": "nothing"}, {"purpose": "unpublished", "turn": 2}):
        bad = Consent(cycle=cycle, nomination=nomination, purpose="publish", given=True, route="page", at=one.at)
        for field, value in wrong.items():
            setattr(bad, field, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            bad.save()
