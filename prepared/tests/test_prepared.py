"""A prepared query gives what its queryset gives, each time for the values of that time."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone, translation

from accounts.models import User
from accounts.tests.factories import TeamFactory, UserFactory
from prepared import Place, prepared, prepared_update
from prepared.places import Gap
from prepared.queries import KEPT

pytestmark = pytest.mark.django_db


@prepared(team=int, site=str)
def _people(team: Place, site: Place) -> QuerySet[User]:
    return User.objects.filter(team=team, site=site).select_related("team").prefetch_related("reports").order_by("pk")


@prepared(people=list)
def _names(people: Place) -> QuerySet[User, Any]:
    return User.objects.filter(pk__in=people).order_by("full_name").values_list("full_name", flat=True)


@prepared_update(person=int, site=str, name=str)
def _move(person: Place, site: Place, name: Place) -> tuple[QuerySet[User], dict[str, Any]]:
    return User.objects.filter(pk=person), {"site": site, "known_as": Coalesce(name, F("known_as"))}


def test_each_call_reads_for_its_own_values() -> None:
    north, south = TeamFactory(), TeamFactory()
    first, second = UserFactory(team=north, site="Leeds"), UserFactory(team=south, site="D'Arcy %s 🌿")
    assert _people(team=north.pk, site="Leeds") == [first]
    assert _people(team=south.pk, site="D'Arcy %s 🌿") == [second]
    assert _people(team=south.pk, site="Leeds") == []
    assert _people.first(team=north.pk, site="York") is None


def test_what_is_joined_and_fetched_beside_comes_along(django_assert_num_queries: Any) -> None:
    team = TeamFactory(name="Billing")
    UserFactory(team=team, site="Leeds")
    with django_assert_num_queries(2):
        [person] = _people(team=team.pk, site="Leeds")
        assert (person.team.name, list(person.reports.all())) == ("Billing", [])


def test_ids_are_one_place_whatever_their_number(django_assert_num_queries: Any) -> None:
    people = [UserFactory(full_name=name) for name in ("Ada", "Bo", "Cy")]
    with django_assert_num_queries(2):
        assert _names(people=[person.pk for person in people]) == ["Ada", "Bo", "Cy"]
        assert _names(people=(people[1].pk,)) == ["Bo"]
        assert _names(people=[]) == []


def test_a_number_that_no_row_can_hold_finds_nothing() -> None:
    assert _people(team=10**30, site="Leeds") == []
    assert _names(people=[10**30]) == []


def test_an_update_changes_what_it_is_told_and_says_how_many_rows() -> None:
    person = UserFactory(site="Leeds", known_as="Al")
    assert _move(person=person.pk, site="York", name=None) == 1
    person.refresh_from_db()
    assert (person.site, person.known_as) == ("York", "Al")
    assert _move(person=person.pk, site="Hull", name="") == 1
    person.refresh_from_db()
    assert (person.site, person.known_as) == ("Hull", "")
    assert _move(person=0, site="Hull", name="") == 0


def test_a_misspelt_or_missing_place_is_an_error() -> None:
    with pytest.raises(TypeError, match="site"):
        _people(team=1)
    with pytest.raises(TypeError, match="sight"):
        _people(team=1, site="Leeds", sight="")


def test_every_kept_query_says_on_another_day_and_in_another_language_what_it_says_now(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a queryset reads when it is made would stay as it was then: nothing but the places may change."""
    import awards_site.urls  # noqa: F401  # brings every view, and so every kept query

    assert len(KEPT) > 40
    now = [_said(kept) for kept in KEPT]
    later = timezone.now() + timedelta(days=400)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with translation.override("de"), timezone.override("Pacific/Auckland"):
        assert [_said(kept) for kept in KEPT] == now


def _said(kept: Any) -> tuple[str, list[object]]:
    made = kept.compiled()
    return made.sql, [given.place.name if isinstance(given, Gap) else given for given in made.parameters]
