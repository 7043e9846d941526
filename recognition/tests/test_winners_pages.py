from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import TeamFactory, UserFactory
from programmes.models import Programme
from recognition.models import Announcement, Award
from recognition.queries.honours import for_programme, public_awards
from recognition.tests.factories import announced_cycle

pytestmark = pytest.mark.django_db
NAME = "Siân Ó Súilleabháin"


def winner(**person):
    return UserFactory(full_name=NAME, **person)


def pages(client, cycle):
    """Whether the name stands on the programme's page and on that of all programmes."""
    addresses = (reverse("recognition:winners", args=[cycle.programme.slug]), reverse("recognition:all_winners"))
    return [NAME in client.get(address).content.decode() for address in addresses]


def test_a_winner_who_agrees_is_named(client):
    assert pages(client, announced_cycle(people=[winner()])) == [True, True]


def test_a_winner_who_has_not_agreed_is_not_named(client):
    assert pages(client, announced_cycle(people=[winner()], consent=False)) == [False, False]


def test_nothing_is_shown_before_the_embargo_ends(client):
    assert pages(client, announced_cycle(people=[winner()], embargo=timedelta(minutes=1))) == [False, False]


def test_nothing_is_shown_where_the_plan_keeps_it_inside(client):
    assert pages(client, announced_cycle(people=[winner()], public=False)) == [False, False]


def test_the_embargo_holds_to_the_second():
    cycle = announced_cycle()
    ends = timezone.now() + timedelta(days=1)
    Announcement.objects.filter(cycle=cycle).update(embargo_until=ends)
    before, at = ends - timedelta(seconds=1), ends
    assert [public_awards(moment).count() for moment in (before, at)] == [0, 1]


def test_a_programme_that_is_not_public_is_not_among_all_winners(client):
    cycle = announced_cycle(people=[winner()])
    Programme.objects.filter(pk=cycle.programme_id).update(public=False)
    assert NAME not in client.get(reverse("recognition:all_winners")).content.decode()
    assert client.get(reverse("recognition:winners", args=[cycle.programme.slug])).status_code == 404


def test_a_revoked_award_leaves_the_page(client):
    cycle = announced_cycle(people=[winner()])
    certificate = Award.objects.get().certificate
    type(certificate).objects.update(state="revoked", revoked_at=timezone.now(), revoked_reason="A mistake")
    assert pages(client, cycle) == [False, False]


@pytest.mark.parametrize(("members", "said"), [(5, "A colleague in Debt support"), (4, "A colleague")])
def test_without_consent_a_large_team_may_be_named_and_a_small_one_not(client, members, said):
    team = TeamFactory(name="Debt support")
    person = winner(team=team)
    for _ in range(members - 1):
        UserFactory(team=team)
    cycle = announced_cycle(people=[person], consent=False, unnamed_shown=True)
    page = client.get(reverse("recognition:winners", args=[cycle.programme.slug])).content.decode()
    assert (f"<h3>{said}</h3>" in page, NAME in page) == (True, False)


def test_the_public_page_of_a_programme_gets_its_recent_winners():
    cycle = announced_cycle(people=[winner(), UserFactory()])
    Award.objects.filter(decision__place=2).update(consent=False)
    honours = for_programme(cycle.programme)
    assert [(one["name"], one["category"]) for one in honours] == [(NAME, "Service Star")]


@pytest.mark.parametrize("people", [1, 30])
def test_the_winners_page_asks_the_database_as_often_for_one_as_for_thirty(client, people):
    cycle = announced_cycle(people=people)
    address = reverse("recognition:winners", args=[cycle.programme.slug])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) == 4
