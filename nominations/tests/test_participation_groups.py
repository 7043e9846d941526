from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from accounts.models import JobRole
from accounts.tests.factories import TeamFactory, UserFactory
from nominations.calculations.suppression import FEWEST, told
from nominations.models import KeptParticipation
from nominations.queries.participation import participation_of
from nominations.queries.participation_groups import as_kept, by_medium, groups_of
from nominations.tests.factories import NominationFactory, NomineeFactory, open_cycle
from programmes.tests.factories import CycleFactory


def of(person, cycle, **more):
    return NominationFactory(cycle=cycle, nominee=NomineeFactory(person=person), **more)


@given(st.lists(st.integers(0, 12), max_size=12))
@tried(max_examples=40, deadline=None)
def test_no_count_below_five_is_told_nor_can_a_single_one_be_worked_out(counts):
    shown = told(counts)
    assert all(count is None or count >= FEWEST for count in shown)
    hidden = [count for count, tells in zip(counts, shown, strict=True) if tells is None]
    assert len(hidden) != 1 or len(counts) == 1
    assert all(tells in (None, count) for count, tells in zip(counts, shown, strict=True))
    if all(count >= FEWEST for count in counts):
        assert shown == counts


@pytest.mark.django_db
def test_sites_and_roles_stand_against_their_headcount():
    cycle, fitter = open_cycle(), JobRole.objects.create(name="Fitter", customer_facing=True)
    wes, nia = UserFactory(site="North", job_role=fitter), UserFactory(site="North")
    UserFactory(site="South"), UserFactory(site="North", is_active=False)
    of(wes, cycle), of(wes, cycle, nominator=nia), of(wes, cycle, state="draft")
    groups = groups_of(cycle)
    assert [(g.name, g.people, g.nominations, g.named, g.made) for g in groups.sites] == [
        ("North", 2, 2, 1, 1),
        ("South", 1, 0, 0, 0),
    ]
    assert [(g.name, g.people, g.named) for g in groups.roles if g.name == "Fitter"] == [("Fitter", 1, 1)]


@pytest.mark.django_db
def test_people_named_again_are_counted_by_nominations_and_by_cycles_of_the_year():
    now = timezone.now()
    cycle = open_cycle()
    last, long_ago = (
        CycleFactory(
            programme=cycle.programme, rulebook=cycle.rulebook, opens_at=now - timedelta(days=days), stage="closed"
        )
        for days in (200, 500)
    )
    wes, nia, gone = UserFactory(), UserFactory(), UserFactory()
    of(wes, cycle), of(wes, cycle), of(nia, cycle)
    of(wes, last), of(wes, last), of(gone, last), of(nia, long_ago)
    groups = groups_of(cycle)
    assert (groups.voices, groups.cycles) == ([1, 1, 0], [1, 1, 0])


@pytest.mark.django_db
def test_who_has_not_nominated_is_told_by_team_only_where_nobody_is_pointed_at():
    cycle = open_cycle()
    large, other, small = TeamFactory(), TeamFactory(), TeamFactory()
    people = UserFactory.create_batch(9, team=large)
    UserFactory.create_batch(6, team=other), UserFactory.create_batch(3, team=small)
    UserFactory(team=large, is_active=False)
    NominationFactory.create_batch(2, cycle=cycle, nominator=people[0], nominee=NomineeFactory(person=None, team=large))
    silent = groups_of(cycle).silent
    assert {team.pk: silent.teams[str(team.pk)] for team in (large, other, small)} == {
        large.pk: 8,
        other.pk: None,
        small.pk: None,
    }
    assert (silent.people, silent.of) == (17, 18)


@pytest.mark.django_db
def test_who_is_in_no_team_cannot_be_worked_out_from_the_sum():
    cycle = open_cycle()
    one, other = TeamFactory(), TeamFactory()
    UserFactory.create_batch(7, team=one), UserFactory.create_batch(6, team=other), UserFactory(team=None)
    silent = groups_of(cycle).silent
    assert (silent.people, silent.teams) == (14, {str(one.pk): 7, str(other.pk): None})


@pytest.mark.django_db
def test_every_day_since_the_opening_stands_there_and_media_are_counted():
    cycle = open_cycle()
    NominationFactory(cycle=cycle, medium="paper", received_on=timezone.localdate())
    NominationFactory.create_batch(2, cycle=cycle, nominator_kind="leader")
    days = participation_of(cycle).days
    assert [(day.customers, day.colleagues) for day in days] == [(0, 0), (0, 0), (1, 2)]
    assert by_medium(cycle) == [("online", 2, 0), ("paper", 1, 0)]


@pytest.mark.django_db
def test_the_page_shows_it_all_in_few_queries_and_what_was_kept_once_names_are_gone(
    client, settings, django_assert_max_num_queries
):
    settings.CYCLE_RAIL = ["nominations.queries.rail.nominations_step"]  # other rooms count theirs
    settings.WAITING = ["nominations.queries.waiting.drafts_of"]
    maya = UserFactory(site="North")
    cycle = open_cycle(managers=[maya])
    client.force_login(maya)
    for count in (2, 20):
        for _ in range(count):
            of(UserFactory(site="North", team=TeamFactory()), cycle)
        client.get(reverse("nominations:participation", args=[cycle.programme.slug, cycle.name]))
        with django_assert_max_num_queries(20):
            page = client.get(reverse("nominations:participation", args=[cycle.programme.slug, cycle.name]))
    groups = page.context["groups"]
    kept = KeptParticipation.objects.create(
        cycle=cycle, people=22, nominators=0, teams=[], seen=[], groups=as_kept(cycle)
    )
    kept.refresh_from_db()
    cycle.names_removed_at, cycle.kept_participation = timezone.now(), kept
    assert groups_of(cycle) == groups
    kept.groups = {}
    assert groups_of(cycle) is None
