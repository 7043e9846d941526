from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.tests.factories import UserFactory
from awards_site.queries.navigation import Navigation, navigation_for
from programmes.enums import ProgrammeState
from programmes.tests.factories import ProgrammeFactory, running_cycle

pytestmark = [pytest.mark.django_db, pytest.mark.counts]


def one_thing(person):
    return [
        {"title": "Match 3 names", "detail": "You manage it.", "url": "/m/", "button": "Match", "due": date(2020, 1, 3)}
    ]


def more_things(person):
    return [
        {"title": "Answer", "detail": "Six questions.", "url": "/a/", "button": "Answer", "due": None},
        {"title": "Score 4 entries", "detail": "11 of 15.", "url": "/s/", "button": "Go on", "due": date(2020, 1, 2)},
    ]


def test_a_visitor_meets_the_public_programmes_and_no_other(client):
    ProgrammeFactory(title="For customers")
    ProgrammeFactory(title="For colleagues", public=False)
    ProgrammeFactory(title="Not yet", state=ProgrammeState.APPROVED)
    response = client.get("/")
    assert [place.programme.title for place in response.context["standings"]] == ["For customers"]
    assert response.templates[0].name == "awards_site/welcome.html"


def test_a_site_without_programmes_says_what_belongs_here(client):
    assert "No award is open to customers yet" in client.get("/").content.decode()


def test_what_waits_stands_in_the_order_in_which_it_is_due(client, settings):
    settings.WAITING = [f"{__name__}.one_thing", f"{__name__}.more_things"]
    client.force_login(UserFactory(known_as="Maya"))
    response = client.get("/")
    assert [thing.title for thing in response.context["waiting"]] == ["Score 4 entries", "Match 3 names", "Answer"]
    assert response.context["late"] == 2
    assert "Three things wait for you." in response.content.decode()


def test_nothing_waiting_is_said_kindly(client, settings):
    settings.WAITING = []
    client.force_login(UserFactory())
    assert "Nothing waits for you." in client.get("/").content.decode()


@pytest.mark.parametrize("programmes", [1, 9])
def test_the_home_page_asks_as_much_for_many_programmes_as_for_one(
    client, settings, django_assert_num_queries, programmes
):
    settings.WAITING = []
    person = UserFactory()
    for _number in range(programmes):
        running_cycle(managers=[person])
    client.force_login(person)
    client.get("/")
    # session, person, organisation; the doors and how much waits; programmes, cycles, what was written about them; lately
    with django_assert_num_queries(8):
        client.get("/")


def test_the_top_bar_of_a_visitor_asks_nothing(django_assert_num_queries):
    from django.contrib.auth.models import AnonymousUser

    with django_assert_num_queries(0):
        assert navigation_for(AnonymousUser()) == Navigation()


@pytest.mark.parametrize("programmes", [1, 9])
def test_the_top_bar_asks_one_question(settings, django_assert_num_queries, programmes):
    settings.WAITING = [f"{__name__}.one_thing"]
    person = UserFactory()
    for _number in range(programmes):
        ProgrammeFactory(managers=[person])
    with django_assert_num_queries(1):
        assert navigation_for(person) == Navigation(manage=True, judge=False, administer=False, waiting=1)


def counted(client):
    return client.get(reverse("programmes:nominate_where")).context["navigation"].waiting


@pytest.fixture
def jobless(settings):
    settings.WAITING = []
    return settings


def test_other_pages_remember_how_much_waits_until_the_person_acts(client, jobless):
    client.force_login(UserFactory())
    assert counted(client) == 0
    jobless.WAITING = [f"{__name__}.more_things"]
    assert counted(client) == 0
    client.post(reverse("account_change_password"), {})
    assert counted(client) == 2


def test_the_home_page_counts_anew_for_every_page(client, jobless):
    client.force_login(UserFactory())
    assert counted(client) == 0
    jobless.WAITING = [f"{__name__}.one_thing"]
    client.get("/")
    assert counted(client) == 1


def test_a_refused_act_and_somebody_elses_leave_what_is_remembered(client, jobless):
    client.force_login(UserFactory())
    assert counted(client) == 0
    jobless.WAITING = [f"{__name__}.one_thing"]
    client.post("/nowhere/", {})
    other = Client()
    other.force_login(UserFactory())
    other.post(reverse("account_change_password"), {})
    assert counted(client) == 0


def test_pages_are_shown_while_the_cache_is_away(client, settings):
    settings.WAITING = [f"{__name__}.more_things"]
    settings.CACHES = {
        "default": {"BACKEND": "awards_site.cache.PatientRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    client.force_login(UserFactory())
    assert counted(client) == 2
    assert client.get("/").status_code == 200


def test_health_asks_nothing_and_readiness_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok"
    with django_assert_num_queries(1):
        assert client.get("/readyz").content == b"ok"


def test_a_site_whose_database_is_away_is_alive_but_not_ready(client, monkeypatch):
    from django.db import OperationalError, connection

    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", away)
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
