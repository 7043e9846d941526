"""A colleague who nominates by the customer's form, without signing in, is a colleague once the address is proven."""

import pytest

from accounts.tests.factories import UserFactory
from audit.refusals import NotAllowed
from nominations.models import Nomination
from nominations.queries.eligibility import reasons_against
from nominations.services.matching import match_nominee
from nominations.services.screening import accept
from nominations.services.submitting import confirm
from nominations.tests.factories import NominationFactory, NomineeFactory, open_cycle

pytestmark = pytest.mark.django_db


def sent(cycle, person, **changes):
    made = NominationFactory(
        cycle=cycle, state="unverified", submitted_at=None, nominator_email=person.email.lower(), **changes
    )
    return confirm(nomination=made)


def test_a_manager_does_not_screen_what_they_sent_under_their_own_address():
    maya = UserFactory()
    mine = sent(open_cycle(managers=[maya]), maya)
    with pytest.raises(NotAllowed):
        accept(nomination=mine, actor=maya)


def test_nobody_names_themselves_by_another_spelling_of_their_name():
    maya, samira = UserFactory(), UserFactory(full_name="Samira Khan")
    cycle = open_cycle(managers=[maya])
    mine = sent(cycle, samira, nominee=NomineeFactory(person=None, name_given="Sam K."))
    match_nominee(nomination=mine, actor=maya, person=samira)
    assert [one.text for one in reasons_against(cycle, [mine])[mine.pk]] == [
        "Nominated by themselves, which the rules do not allow."
    ]


def test_who_has_left_stays_a_customer_so_that_we_can_write_to_them():
    gone = UserFactory(is_active=False)
    sent(open_cycle(), gone)
    assert Nomination.objects.get().nominator is None
