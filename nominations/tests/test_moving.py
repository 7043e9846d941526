from itertools import product

import pytest
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import IllegalMove, StaleState
from nominations.enums import TRANSITIONS, NominationState
from nominations.models import Nomination
from nominations.services.moving import move_nomination, move_nominations
from nominations.tests.factories import EntryFactory, NominationFactory

pytestmark = pytest.mark.django_db
PAIRS = list(product(NominationState.values, NominationState.values))


def nomination_in(state):
    nomination = NominationFactory(state=NominationState.SUBMITTED)
    entry = EntryFactory(cycle=nomination.cycle)
    Nomination.objects.filter(pk=nomination.pk).update(state=state, entry=entry, submitted_at=timezone.now())
    nomination.refresh_from_db()
    return nomination


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_state_changes_only_as_the_table_says(before, after):
    nomination = nomination_in(before)
    actor = UserFactory()
    if after in TRANSITIONS[before]:
        move_nomination(nomination=nomination, to=after, verb="nomination.submitted", actor=actor)
        record = Record.objects.get(verb="nomination.submitted")
        assert (record.before, record.data, record.actor_id) == ({"state": before}, {"state": after}, actor.pk)
        assert Nomination.objects.get().state == nomination.state == after
    else:
        with pytest.raises(IllegalMove):
            move_nomination(nomination=nomination, to=after, verb="nomination.submitted", actor=actor)
        assert Nomination.objects.get().state == before
        assert not Record.objects.exists()


def test_the_second_of_two_who_move_it_is_told():
    nomination = nomination_in(NominationState.SUBMITTED)
    same = Nomination.objects.get(pk=nomination.pk)
    move_nomination(nomination=nomination, to=NominationState.WITHDRAWN, verb="nomination.withdrawn", actor=None)
    with pytest.raises(StaleState):
        move_nomination(nomination=same, to=NominationState.ACCEPTED, verb="nomination.accepted", actor=None)
    assert Record.objects.count() == 1


def test_many_are_moved_together_or_not_at_all():
    nominations = [nomination_in(NominationState.SUBMITTED) for _ in range(3)]
    Nomination.objects.filter(pk=nominations[2].pk).update(state=NominationState.WITHDRAWN)
    with pytest.raises(StaleState):
        move_nominations(nominations=nominations, to=NominationState.ACCEPTED, verb="nomination.accepted", actor=None)
    assert not Record.objects.exists()
    assert list(Nomination.objects.order_by("pk").values_list("state", flat=True)) == [
        "submitted",
        "submitted",
        "withdrawn",
    ]
