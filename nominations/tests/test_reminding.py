from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.tests.factories import UserFactory
from communications.models import Message
from nominations.models import Nomination
from nominations.services.reminding import remind_of_drafts
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
