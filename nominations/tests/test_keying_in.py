from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import UserFactory
from audit.models import Record
from communications.models import Message
from nominations.models import Nomination
from nominations.queries.how_it_came import how_it_came
from nominations.queries.nominations import received
from nominations.tests.factories import open_cycle
from programmes.enums import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(client):
    person = UserFactory(full_name="Maya Lindqvist")
    client.force_login(person)
    return person


@pytest.fixture
def cycle(maya):
    return open_cycle(managers=[maya])


def key_in(client, cycle, **changes):
    address = reverse("nominations:key_in", args=[cycle.programme.slug, cycle.name])
    said = {
        "medium": "card",
        "received_on": (timezone.localdate() - timedelta(days=1)).isoformat(),
        "category": str(cycle.rulebook.categories.first().pk),
        "nominee": "Samira",
        "team": "Ferry Lane",
        "action": "She rang back. 👏",
        "name": "Mrs O’Brien",
        "by": "customer",
    }
    return client.post(address, said | changes)


def test_a_card_counts_from_its_day_with_who_gave_it_how_and_who_keyed_it_in(client, cycle, maya):
    answer = key_in(client, cycle, email="Obrien@example.com", may_show="on")
    day = timezone.localdate() - timedelta(days=1)
    nomination = Nomination.objects.get()
    assert (nomination.state, nomination.medium, nomination.received_on) == ("submitted", "card", day)
    assert (nomination.keyed_by, nomination.nominator_name, timezone.localdate(nomination.submitted_at)) == (
        maya,
        "Mrs O’Brien",
        day,
    )
    assert (nomination.nominee.name_given, nomination.nominee.team_given, nomination.may_show) == (
        "Samira",
        "Ferry Lane",
        True,
    )
    assert received(cycle).count() == 1
    assert Record.objects.get().data == {
        "category": "individual",
        "kind": "customer",
        "medium": "card",
        "given_on": day.isoformat(),
    }
    assert list(Message.objects.values_list("template_key", "to_address")) == [
        ("nomination_received", "obrien@example.com")
    ]
    written = f"{day:%A} {day.day} {day:%B %Y}"
    assert how_it_came(nomination) == [f"Came by: Comment card. Given on {written}. Keyed in by Maya Lindqvist."]
    assert client.get(answer.url).context["form"]["medium"].value() == "card"


def test_without_an_address_nobody_is_written_to_and_a_second_click_is_the_same_one(client, cycle):
    once = "5d2c8c6e-0000-4000-8000-000000000001"
    key_in(client, cycle, once=once), key_in(client, cycle, once=once), key_in(client, cycle)
    assert (Nomination.objects.count(), Message.objects.count()) == (2, 0)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received_on": (timezone.localdate() + timedelta(days=1)).isoformat()}, "received_on"),
        ({"received_on": (timezone.localdate() - timedelta(days=3)).isoformat()}, "received_on"),
        ({"medium": "online"}, "medium"),
        ({"action": ""}, "action"),
        ({"name": ""}, "name"),
        ({"name": "samira"}, "__all__"),
    ],
)
def test_what_cannot_count_is_refused_at_its_field(client, cycle, changes, field):
    answer = key_in(client, cycle, **changes)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Nomination.objects.exists()


@pytest.mark.parametrize(("stage", "kept"), [(Stage.SCREENING, 1), (Stage.JUDGING, 0)])
def test_paper_that_was_given_in_time_is_still_keyed_in_while_screening(client, cycle, stage, kept):
    cycle.stage, cycle.screening_at = stage, timezone.now() - timedelta(hours=1)
    cycle.save()
    key_in(client, cycle)
    assert Nomination.objects.count() == kept
