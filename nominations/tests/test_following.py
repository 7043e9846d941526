import pytest
from django.urls import reverse

from accounts.tests.factories import UserFactory
from nominations.enums import NominationState
from nominations.models import Entry, Nomination
from nominations.queries.standing import standing_of
from nominations.tests.factories import NominationFactory, accepted_entry, open_cycle
from nominations.tokens import STATUS, token_for
from programmes.enums import Stage
from programmes.models import Cycle

pytestmark = pytest.mark.django_db


def status_of(nomination, view="status"):
    path = reverse(f"nominations:{view}", args=[nomination.reference])
    return f"{path}?token={token_for(nomination.reference, STATUS)}"


@pytest.mark.parametrize("state", [s for s in NominationState.values if s != NominationState.ACCEPTED])
def test_every_state_has_its_sentence(client, state):
    nomination = NominationFactory(cycle=open_cycle(), state=state)
    answer = client.get(status_of(nomination))
    assert answer.status_code == 200
    assert answer.context["standing"] == standing_of(nomination)


def test_what_judges_decided_is_not_told_before_it_is_announced():
    cycle = open_cycle()
    nomination = accepted_entry(cycle).nominations.get()
    sentences = {}
    for stage in Stage.values:
        nomination.cycle.stage = stage
        sentences[stage] = standing_of(nomination).sentence
    assert sentences["judging"] == sentences["deliberating"] == sentences["decided"]
    assert sentences["open"] == sentences["screening"]


def test_the_reference_can_be_typed_in_small_letters(client):
    nomination = NominationFactory(cycle=open_cycle(), reference="SS-ABCDE")
    path = reverse("nominations:status", args=["ss-abcde"])
    assert client.get(f"{path}?token={token_for('SS-ABCDE', STATUS)}").context["nomination"] == nomination


def test_the_token_of_one_nomination_does_not_open_another(client):
    cycle = open_cycle()
    one, other = NominationFactory(cycle=cycle), NominationFactory(cycle=cycle)
    path = reverse("nominations:status", args=[one.reference])
    assert client.get(f"{path}?token={token_for(other.reference, STATUS)}").status_code == 404
    assert client.get(path).status_code == 404


def test_withdrawing_asks_once_and_takes_the_entry_along_that_nothing_else_supports(client):
    entry = accepted_entry(open_cycle())
    nomination = entry.nominations.get()
    client.get(status_of(nomination, "withdraw"))
    assert Nomination.objects.get().state == NominationState.ACCEPTED
    client.post(status_of(nomination, "withdraw"))
    assert Nomination.objects.get().state == NominationState.WITHDRAWN
    assert not Entry.objects.exists()


def test_an_entry_that_another_nomination_supports_stays(client):
    entry = accepted_entry(open_cycle())
    other = NominationFactory(cycle=entry.cycle, entry=entry, state=NominationState.ACCEPTED)
    client.post(status_of(other, "withdraw"))
    assert list(Entry.objects.all()) == [entry]


def test_nothing_is_withdrawn_once_judging_has_begun(client):
    nomination = accepted_entry(open_cycle()).nominations.get()
    Cycle.objects.update(stage=Stage.JUDGING)
    assert client.post(status_of(nomination, "withdraw")).status_code == 302
    assert Nomination.objects.get().state == NominationState.ACCEPTED


def test_a_team_member_follows_without_a_token_and_sees_all_of_theirs(client):
    person = UserFactory()
    nomination = NominationFactory(cycle=open_cycle(), nominator=person)
    NominationFactory()
    client.force_login(person)
    assert client.get(reverse("nominations:status", args=[nomination.reference])).status_code == 200
    assert [row for row, _standing in client.get(reverse("nominations:mine")).context["sent"]] == [nomination]


def test_ones_own_list_takes_the_same_queries_for_few_and_many(client, settings, django_assert_num_queries):
    settings.WAITING = ["nominations.queries.waiting.drafts_of"]
    person = UserFactory()
    client.force_login(person)
    cycle = open_cycle()
    for more in (1, 12):
        NominationFactory.create_batch(more, cycle=cycle, nominator=person)
        NominationFactory.create_batch(more, cycle=cycle, nominator=person, state=NominationState.DRAFT)
        client.get(reverse("nominations:mine"))
        with django_assert_num_queries(7):
            client.get(reverse("nominations:mine"))
