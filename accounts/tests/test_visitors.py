"""Pages that are the same for every visitor are drawn once after each act."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from accounts.tests.factories import UserFactory
from audit import services as audit
from audit.models import Record
from audit.queries.version import version
from audit.request_ids import one_request
from programmes.models import Programme
from programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(settings):
    """A public programme's page, remembered."""
    settings.UNTIL_NEXT_ACT_SECONDS = 60
    programme = ProgrammeFactory(public=True, state="running", title="Service Stars")
    return programme, reverse("programmes:public", args=[programme.slug])


def test_a_second_visit_asks_for_the_organisation_and_the_newest_act_alone(client, shown, django_assert_num_queries):
    _programme, address = shown
    first = client.get(address)
    with django_assert_num_queries(2):
        second = client.get(address)
    assert (first.status_code, second.content) == (200, first.content)


def test_the_page_is_right_at_once_after_an_act(client, shown):
    programme, address = shown
    client.get(address)
    Programme.objects.filter(pk=programme.pk).update(title="Stars of Service")
    audit.record(verb="programme.changed", target=programme, actor=None)
    assert "<h1>Stars of Service</h1>" in client.get(address).content.decode()


def test_a_browser_that_has_the_page_is_told_so_until_the_next_act(client, shown):
    programme, address = shown
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    audit.record(verb="programme.changed", target=programme, actor=None)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_nobody_who_is_signed_in_gets_a_visitors_page_or_gives_theirs(client, shown):
    _programme, address = shown
    visitors = client.get(address).content.decode()
    client.force_login(UserFactory(full_name="Grace Hopper", known_as="Grace"))
    own = client.get(address).content.decode()
    client.logout()
    assert ("Grace" in visitors, "Grace" in own, client.get(address).content.decode()) == (False, True, visitors)


def test_another_name_of_the_organisation_shows_at_once(client, shown):
    _programme, address = shown
    client.get(address)
    Organisation.objects.update(name="Clearwater")
    assert "Clearwater" in client.get(address).content.decode()


def test_one_request_asks_for_the_newest_act_once_and_again_after_its_own(shown, django_assert_num_queries):
    programme, _address = shown
    with one_request():
        with django_assert_num_queries(1):
            before = [version(), version()]
        audit.record(verb="programme.changed", target=programme, actor=None)
        assert [version() == known for known in before] == [False, False]


def test_an_act_that_is_committed_after_a_later_one_is_not_missed():
    def commit(number):
        said = {"verb": "organisation.changed", "target_type": "x", "target_id": "1", "target_label": "x"}
        Record.objects.create(pk=10**9 + number, at=timezone.now(), content_hash="0" * 64, **said)

    commit(2)
    known = version()
    assert version() == known
    commit(1)
    assert version() != known
