"""People whom somebody else named learn within a month what is held, or later for a reason; their wish is respected."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import NotAllowed, NotReady
from communications.models import Message
from nominations.models import LaterNotice, Notice
from nominations.queries.named import untold_in
from nominations.services.telling import (
    ask_not_to_publish,
    notice_address,
    tell_everybody,
    tell_in_time,
    tell_later,
    tell_nominees,
)
from nominations.tests.factories import EvidenceFactory, NominationFactory, NomineeFactory, open_cycle
from programmes.enums import Stage
from programmes.models import Cycle
from recognition.queries.honours import public_awards, shown
from recognition.queries.publishing import private_texts, publishable
from recognition.queries.sheets import printable, sheet_of
from recognition.tests.factories import announced_cycle

pytestmark = pytest.mark.django_db
MONTH_AGO = timedelta(days=22)


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Lindqvist")


@pytest.fixture
def cycle(maya):
    return open_cycle(managers=[maya], opens_at=timezone.now() - timedelta(days=2))


def named(cycle, *, ago=MONTH_AGO, **nomination):
    person = UserFactory(full_name="Samira Haddad")
    made = NominationFactory(
        cycle=cycle,
        nominee=NomineeFactory(person=person),
        submitted_at=timezone.now() - ago,
        **{"nominator_name": "Gareth Pugh", **nomination},
    )
    EvidenceFactory(nomination=made)
    return person


def test_who_was_named_three_weeks_ago_is_told_once_and_not_by_whom(cycle):
    person = named(cycle)
    named(cycle, ago=timedelta(days=20))
    assert [tell_nominees(), tell_nominees()] == [1, 0]
    message = Message.objects.get(template_key="nominee_told")
    assert (message.to_person, Notice.objects.get().person) == (person, person)
    assert "Gareth" not in message.body_text
    assert Record.objects.get(verb="nominee.told").data == {}


def test_nobody_is_told_of_what_they_sent_themselves_or_what_does_not_count(cycle):
    themselves = UserFactory()
    NominationFactory(
        cycle=cycle,
        nominee=NomineeFactory(person=themselves),
        nominator=themselves,
        submitted_at=timezone.now() - MONTH_AGO,
    )
    named(cycle, state="withdrawn")
    NominationFactory(
        cycle=cycle, nominee=NomineeFactory(person=None, name_given="Sam"), submitted_at=timezone.now() - MONTH_AGO
    )
    assert tell_nominees() == 0


def test_a_manager_puts_it_off_with_a_reason_until_a_day_that_comes(cycle, maya):
    named(cycle)
    day = timezone.localdate() + timedelta(days=9)
    tell_later(cycle=cycle, until=day, reason="It is a surprise.", actor=maya)
    assert (tell_nominees(), [one.on for one in untold_in(cycle)]) == (0, [day])
    assert "surprise" not in str(Record.objects.get(verb="nominees.put_off").data)
    LaterNotice.objects.update(until=timezone.localdate())
    assert tell_nominees() == 1


def test_taking_that_back_tells_them_within_the_month(cycle, maya):
    named(cycle)
    tell_later(cycle=cycle, until=timezone.localdate() + timedelta(days=9), reason="A surprise.", actor=maya)
    tell_in_time(cycle=cycle, actor=maya)
    assert tell_nominees() == 1


@pytest.mark.parametrize(
    ("days", "reason", "refusal"), [(-1, "A surprise.", NotReady), (90, "A surprise.", NotReady), (5, " ", NotReady)]
)
def test_a_day_that_passed_or_is_after_the_announcement_or_no_reason_is_refused(cycle, maya, days, reason, refusal):
    with pytest.raises(refusal):
        tell_later(cycle=cycle, until=timezone.localdate() + timedelta(days=days), reason=reason, actor=maya)
    with pytest.raises(NotAllowed):
        tell_later(cycle=cycle, until=timezone.localdate(), reason="A surprise.", actor=UserFactory())


def test_at_the_announcement_everybody_is_told_at_the_latest(cycle, maya):
    person = named(cycle, ago=timedelta(days=1))
    tell_later(cycle=cycle, until=timezone.localdate() + timedelta(days=9), reason="A surprise.", actor=maya)
    hour = timezone.now() + timedelta(hours=3)
    tell_everybody(cycle, at=hour)
    tell_everybody(cycle, at=hour)
    assert Message.objects.get(template_key="nominee_told").send_after == hour
    assert [notice.person for notice in Notice.objects.all()] == [person]


def test_a_cycle_announced_before_there_were_notices_is_left_in_peace(cycle):
    named(cycle)
    Cycle.objects.filter(pk=cycle.pk).update(stage=Stage.ANNOUNCED)
    assert tell_nominees() == 0


def test_the_link_opens_their_page_alone_and_shows_a_story_only_where_its_writer_agreed(client, cycle):
    person = named(cycle, may_show=False)
    EvidenceFactory(
        nomination=NominationFactory(cycle=cycle, nominee=NomineeFactory(person=person), may_show=True),
        text="Open words.",
    )
    tell_nominees()
    notice = Notice.objects.get()
    address, _token = notice_address(notice)
    words = client.get(address).content.decode()
    assert ("Open words." in words, "She rang me back" in words, "Gareth" in words) == (True, False, False)
    assert client.get(reverse("nominations:named", args=[notice.pk])).status_code == 404
    client.force_login(UserFactory())
    assert client.get(reverse("nominations:named", args=[notice.pk])).status_code == 404
    client.post(address, {"publish": "no"})
    notice.refresh_from_db()
    assert notice.unpublished_at is not None
    client.post(address, {"publish": "yes"})
    notice.refresh_from_db()
    assert notice.unpublished_at is None
    assert mail.outbox == []


def test_a_story_that_its_nominee_does_not_want_published_stands_nowhere_in_public():
    cycle = announced_cycle(people=1)
    entry = cycle.entries.get()
    entry.nominations.update(may_publish=True)
    said = "She found the missing allowance."
    assert [one.citation for one in shown(public_awards())] == [said]
    assert (sheet_of(printable().get()).citation, publishable(entry).count()) == (said, 1)
    notice = Notice.objects.create(cycle=cycle, person=entry.person, told_at=timezone.now())
    ask_not_to_publish(notice=notice, wish=True)
    assert [(one.name, one.citation) for one in shown(public_awards())] == [(entry.person.full_name, "")]
    assert (sheet_of(printable().get()).citation, publishable(entry).count()) == ("", 0)
    assert entry.pk in private_texts(cycle)


def test_the_managers_page_says_who_is_told_when_and_keeps_a_decision(client, cycle, maya, django_assert_num_queries):
    client.force_login(maya)
    page = reverse("nominations:telling", args=[cycle.programme.slug, cycle.name])
    client.get(page)
    for count in (1, 6):
        for _ in range(count):
            named(cycle)
        with django_assert_num_queries(11):
            client.get(page)
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    assert client.post(page, {"until": day, "reason": ""}).status_code == 422
    assert client.post(page, {"until": day, "reason": "A surprise."}).status_code == 302
    assert LaterNotice.objects.get().decided_by == maya
    assert client.post(page, {"in_time": "1"}).status_code == 302
    assert LaterNotice.objects.count() == 0
