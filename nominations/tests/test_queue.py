import pytest
from django.urls import reverse

from accounts.tests.factories import UserFactory
from nominations.enums import NominationState
from nominations.models import Nomination
from nominations.tests.factories import NominationFactory, NomineeFactory, accepted_entry, open_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(client):
    person = UserFactory(full_name="Maya Lindqvist")
    client.force_login(person)
    return person


@pytest.fixture
def cycle(maya):
    return open_cycle(managers=[maya])


@pytest.fixture
def this_room_alone(settings):
    """What other rooms add to every page (the rail, what waits) is counted by their own tests."""
    settings.CYCLE_RAIL = ["nominations.queries.rail.nominations_step"]
    settings.WAITING = ["nominations.queries.waiting.drafts_of"]


def address(cycle, view="queue", *more):
    return reverse(f"nominations:{view}", args=[cycle.programme.slug, cycle.name, *more])


def shown(client, cycle, **query):
    keys = [row.pk for row in client.get(address(cycle), query).context["rows"]]
    found = Nomination.objects.in_bulk(keys)
    return [found[key] for key in keys]


def test_the_queue_takes_the_same_queries_for_few_and_many(client, cycle, this_room_alone, django_assert_num_queries):
    for count in (3, 30):
        NominationFactory.create_batch(count, cycle=cycle)
        client.get(address(cycle))
        with django_assert_num_queries(10):
            client.get(address(cycle))


def test_the_queue_is_narrowed_by_state_category_kind_and_words(client, cycle):
    samira = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=UserFactory(full_name="Samira Khan")))
    given = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=None, name_given="Grace something"))
    leader = NominationFactory(cycle=cycle, nominator_kind="leader", nominator_name="Wes Okafor")
    accepted = accepted_entry(cycle).nominations.get()
    NominationFactory(cycle=cycle, state=NominationState.DRAFT)
    assert set(shown(client, cycle)) == {samira, given, leader, accepted}
    assert shown(client, cycle, state="accepted") == [accepted]
    assert shown(client, cycle, nominator_kind="leader") == [leader]
    assert shown(client, cycle, unmatched="true") == [given]
    assert shown(client, cycle, q="khan sam") == [samira]
    assert shown(client, cycle, q="grace") == [given]
    assert shown(client, cycle, q=leader.reference.lower()) == [leader]
    assert shown(client, cycle, q="okafor") == [leader]
    assert len(shown(client, cycle, category=cycle.rulebook.categories.get().pk)) == 4
    assert shown(client, cycle, q="nobody of this name") == []


def test_the_queue_is_sorted_by_link(client, cycle):
    for name in ("Beth", "Ada", "Cleo"):
        NominationFactory(cycle=cycle, nominee=NomineeFactory(person=UserFactory(full_name=name)))
    assert [n.nominee.name for n in shown(client, cycle, order="nominee")] == ["Ada", "Beth", "Cleo"]
    assert [n.nominee.name for n in shown(client, cycle, order="-nominee")] == ["Cleo", "Beth", "Ada"]


def test_a_manager_does_not_see_what_is_about_them(client, cycle, maya):
    about = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=maya))
    other = NominationFactory(cycle=cycle)
    assert shown(client, cycle) == [other]
    assert client.get(address(cycle, "nomination", about.reference)).status_code == 404
    assert "1 that waits concerns you and is not listed here" in client.get(address(cycle)).content.decode()
    own = NominationFactory(cycle=cycle, nominator=maya, nominator_kind="colleague")
    says = "You sent it, so another manager or an administrator screens it."
    pages = [client.get(address(cycle, "nomination", one.reference)).content.decode() for one in (own, other)]
    assert [says in page for page in pages] == [True, False]


def test_the_ticked_ones_are_accepted_but_for_those_that_a_rule_speaks_against(client, cycle):
    good, bad, unticked = NominationFactory.create_batch(3, cycle=cycle)
    bad.nominee.person.is_active = False
    bad.nominee.person.save()
    client.post(address(cycle), {"nomination": [good.pk, bad.pk]})
    states = dict(Nomination.objects.values_list("pk", "state"))
    assert states == {good.pk: "accepted", bad.pk: "submitted", unticked.pk: "submitted"}


def test_what_another_cycle_has_cannot_be_ticked_in(client, cycle):
    other = NominationFactory(cycle=open_cycle())
    client.post(address(cycle), {"nomination": [other.pk]})
    assert Nomination.objects.get().state == NominationState.SUBMITTED


def test_a_name_is_matched_and_then_accepted_from_its_page(client, cycle):
    samira = UserFactory(full_name="Samira Khan")
    nomination = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=None, name_given="Samira"))
    page = client.get(address(cycle, "nomination", nomination.reference))
    assert [one.pk for one in page.context["suggestions"]] == [samira.pk]
    client.post(address(cycle, "match", nomination.reference), {"person": samira.pk})
    client.post(address(cycle, "accept", nomination.reference))
    nomination.refresh_from_db()
    assert (nomination.entry.person, nomination.state) == (samira, NominationState.ACCEPTED)
    client.post(address(cycle, "undo", nomination.reference))
    client.post(address(cycle, "decline", nomination.reference), {"reason": "Before the period."})
    nomination.refresh_from_db()
    assert (nomination.entry, nomination.state) == (None, NominationState.DECLINED)


def test_somebody_else_is_found_by_a_search_step(client, cycle):
    nia = UserFactory(full_name="Nia Bell")
    nomination = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=None, name_given="Samira"))
    page = client.get(address(cycle, "nomination", nomination.reference), {"q": "bell"})
    assert page.context["found"].people == [nia]


def test_a_missing_reason_is_asked_for_beside_its_field(client, cycle):
    nomination = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=UserFactory(is_active=False)))
    declined = client.post(address(cycle, "decline", nomination.reference), {"reason": ""})
    accepted = client.post(address(cycle, "accept", nomination.reference), {"reason": ""})
    assert (declined.status_code, list(declined.context["decline_form"].errors)) == (422, ["reason"])
    assert (accepted.status_code, list(accepted.context["accept_form"].errors)) == (422, ["reason"])
    assert Nomination.objects.get().state == NominationState.SUBMITTED


def test_the_page_of_one_nomination_takes_a_fixed_number_of_queries(
    client, cycle, this_room_alone, django_assert_num_queries
):
    nomination = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=None, name_given="Samira"))
    for count in (1, 20):
        NominationFactory.create_batch(count, cycle=cycle)
        client.get(address(cycle, "nomination", nomination.reference))
        with django_assert_num_queries(19):
            client.get(address(cycle, "nomination", nomination.reference))


def test_participation_has_a_page(client, cycle):
    NominationFactory(cycle=cycle)
    assert client.get(address(cycle, "participation")).context["figures"].total == 1


@pytest.mark.parametrize("sent", ["²", "9" * 5000, "9" * 18, "x"])
def test_a_number_that_no_row_has_accepts_and_matches_nobody(client, cycle, sent):
    waiting = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=None, name_given="Grace something"))
    assert client.post(address(cycle), {"nomination": [sent]}).status_code == 302
    assert client.post(address(cycle, "match", waiting.reference), {"person": sent}).status_code in {302, 403, 404}
    waiting.refresh_from_db()
    assert (waiting.state, waiting.nominee.person) == (NominationState.SUBMITTED, None)


def test_a_whole_story_pasted_into_a_field_that_searches_finds_nothing_and_breaks_nothing(client, cycle):
    place = [cycle.programme.slug, cycle.name]
    nomination = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=None, name_given="Sam"))
    for page, more in (("queue", []), ("entries", []), ("nomination", [nomination.reference])):
        address = reverse(f"nominations:{page}", args=[*place, *more])
        assert client.get(address, {"q": "she rang me back " * 400}).status_code == 200
