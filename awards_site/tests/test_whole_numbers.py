"""A forged number that no row can have is a choice that is not there, never an error of ours."""

import pytest

from accounts.models import Team
from accounts.tests.factories import AdministratorFactory, UserFactory
from judging.tests.factories import judged_cycle
from programmes.enums import Stage
from programmes.models import Programme, Rulebook
from programmes.services.rulebooks import draft_next_version
from programmes.tests.factories import LaunchTaskFactory

pytestmark = pytest.mark.django_db
FORGED = "1" * 23


@pytest.mark.parametrize("number", [10**23, -(10**23), 2**63, str(10**23)])
def test_no_row_has_a_number_that_a_column_cannot_hold(number):
    team = Team.objects.create(name="Ferry Lane")
    person = UserFactory(team=team)
    found = Team.objects.filter(pk__in=[number, team.pk])
    assert list(found) == [team]
    assert list(Team.objects.filter(pk__in=[number])) == []
    assert list(Team.objects.exclude(pk__in=[number])) == [team]
    assert [list(person.__class__.objects.filter(**asked)) for asked in ({"team": number}, {"team__in": [number]})] == [
        [],
        [],
    ]
    assert list(Programme.objects.filter(managers__in=[number])) == []
    assert list(Rulebook.objects.filter(version__in=[number])) == []


@pytest.fixture
def places(client):
    """A cycle whose panel deliberates, with the draft of the next rules and a launch, for somebody who manages all of it."""
    cycle, _entries, _seats, _chair = judged_cycle(stage=Stage.DELIBERATING)
    owen = AdministratorFactory()
    cycle.programme.managers.add(owen)
    draft_next_version(programme=cycle.programme, actor=owen)
    task = LaunchTaskFactory(programme=cycle.programme)
    client.force_login(owen)
    plan = f"/manage/{cycle.programme.slug}/"
    run = f"{plan}c/{cycle.name}/"
    return {
        "seats": f"{run}judging/seat/",
        "meeting": f"{run}results/meeting/",
        "screening": f"{run}nominations/",
        "consultation": f"{plan}rules/consultation/",
        "message": f"{plan}launch/messages/new/",
        "pilot": f"{plan}launch/pilot/",
        "task": f"{plan}launch/{task.pk}/edit/",
        "job of that number": f"/jobs/{FORGED}/",
        "task of that number": f"/launch-tasks/{FORGED}/",
    }


TICKED = {
    "seats": "categories",
    "meeting": "attended",
    "screening": "nomination",
    "consultation": "teams",
    "message": "teams",
    "pilot": "teams",
    "task": "after",
}


@pytest.mark.parametrize("place", TICKED)
def test_a_forged_tick_is_answered_and_not_an_error(client, places, place):
    answer = client.post(places[place], {TICKED[place]: [FORGED, "1"], "act": "accept", "email": "nobody@example.org"})
    assert answer.status_code in {200, 302, 422}
    form = answer.context and answer.context.get("form")
    if form is not None:
        assert f"{FORGED} is not one of the available choices" in str(form.errors)


@pytest.mark.parametrize("place", ["job of that number", "task of that number"])
def test_an_address_with_such_a_number_is_not_found(client, places, place):
    assert client.get(places[place]).status_code == 404
