from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.tests.factories import UserFactory
from communications.models import Message
from nominations.models import Nomination
from nominations.services.reminding import remind_of_drafts, remind_to_confirm
from nominations.tests.factories import NominationFactory, open_cycle

pytestmark = pytest.mark.django_db


def draft(cycle, *, begun_days_ago: float = 5, **nomination):
    made = NominationFactory(
        cycle=cycle, state="draft", submitted_at=None, nominator=UserFactory(), nominator_kind="colleague", **nomination
    )
    Nomination.objects.filter(pk=made.pk).update(created_at=timezone.now() - timedelta(days=begun_days_ago))
    return made


def closing_in(days: float):
    cycle = open_cycle()
    cycle.screening_at = timezone.now() + timedelta(days=days)
    cycle.judging_at = cycle.screening_at
    cycle.save(update_fields=["screening_at", "judging_at"])
    return cycle


def test_a_draft_is_reminded_of_once_three_days_before_nominations_close():
    waiting = draft(closing_in(2.9))
    draft(closing_in(3.1))

    assert (remind_of_drafts(), remind_of_drafts()) == (1, 0)

    message = Message.objects.get()
    assert (message.template_key, message.to_person) == ("nomination_reminder", waiting.nominator)
    assert f"/p/{waiting.cycle.programme.slug}/nominate/{waiting.reference}/" in message.body_text


def test_what_was_sent_or_has_just_been_begun_is_left_alone():
    cycle = closing_in(2)
    draft(cycle, begun_days_ago=0.5)
    NominationFactory(cycle=cycle, nominator=UserFactory())

    assert (remind_of_drafts(), Message.objects.count()) == (0, 0)


def unconfirmed(cycle, *, sent_days_ago: float):
    made = NominationFactory(cycle=cycle, state="unverified", submitted_at=None)
    Nomination.objects.filter(pk=made.pk).update(created_at=timezone.now() - timedelta(days=sent_days_ago))
    return made


def test_who_has_not_confirmed_is_reminded_once_before_it_is_deleted():
    waiting = unconfirmed(open_cycle(), sent_days_ago=4.1)
    in_haste = unconfirmed(closing_in(2), sent_days_ago=1.1)
    for cycle, days in ((open_cycle(), 3.9), (open_cycle(), 14), (closing_in(2), 0.9), (closing_in(0.01), 2)):
        unconfirmed(cycle, sent_days_ago=days)
    assert (remind_to_confirm(), remind_to_confirm()) == (2, 0)
    assert set(Message.objects.values_list("template_key", "to_address")) == {
        ("confirm_reminder", one.nominator_email) for one in (waiting, in_haste)
    }
    letter = Message.objects.get(to_address=waiting.nominator_email)
    assert f"/n/{waiting.reference}/confirm/?token=" in letter.body_text
