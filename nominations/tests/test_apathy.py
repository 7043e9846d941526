"""Where nominations come in more slowly than was hoped, the cycle's page says so in time and what helps is one click away."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.tests.factories import TeamFactory, UserFactory
from audit.refusals import NotReady, Refused
from nominations.queries.apathy import figures, needs, watch_of
from nominations.tests.factories import NominationFactory, NomineeFactory, open_cycle
from programmes.calculations.pace import elapsed, pace_of, shares
from programmes.enums import Encouragement, Stage
from programmes.models import LaunchTask, PlannedMessage
from programmes.services.encouraging import plan_encouragement
from programmes.services.pilot import set_pilot
from programmes.tests.cast import CAST, person_as
from programmes.tests.factories import running_cycle

OPENS = datetime(2026, 10, 1, 9, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=20)


@pytest.mark.parametrize(
    ("days", "received", "hoped", "behind"),
    [
        (-1, 0, 0, False),
        (1, 0, 2, False),  # too early to say
        (2, 3, 4, True),
        (10, 19, 20, True),
        (10, 20, 20, False),
        (25, 39, 40, True),
    ],
)
def test_pace_is_a_straight_line_from_the_opening_to_the_close(days, received, hoped, behind):
    now = OPENS + timedelta(days=days)
    pace = pace_of(target=40, received=received, opens=OPENS, closes=CLOSES, now=now)
    assert (pace.hoped, pace.behind) == (hoped, behind)


@given(st.integers(1, 10_000), st.lists(st.integers(0, 500), max_size=20))
def test_the_shares_of_the_teams_come_to_the_target_and_larger_teams_have_more(target, headcounts):
    found = shares(target, headcounts)
    assert sum(found) == pytest.approx(target if sum(headcounts) else 0)
    assert sorted(found) == [share for _count, share in sorted(zip(headcounts, found, strict=True))]


@given(st.timedeltas(timedelta(days=-99), timedelta(days=99)))
def test_what_is_elapsed_stays_between_nothing_and_all(since):
    assert 0 <= elapsed(OPENS, CLOSES, OPENS + since) <= 1
    assert elapsed(OPENS, OPENS, OPENS + since) == 1


@pytest.fixture
def maya(db):
    return UserFactory(full_name="Maya Osei", team=None)


@pytest.fixture
def cycle(maya):
    """Half of its window is over, 20 nominations are hoped for, and one came in."""
    now = timezone.now()
    cycle = open_cycle(
        managers=[maya],
        opens_at=now - timedelta(days=10),
        screening_at=now + timedelta(days=10),
        judging_at=now + timedelta(days=12),
        target_nominations=20,
    )
    seen = TeamFactory(name="Seen", headcount=30)
    TeamFactory(name="Silent", headcount=10)
    NominationFactory(cycle=cycle, nominee=NomineeFactory(person=UserFactory(team=seen)))
    return cycle


def test_each_team_has_its_share_by_headcount_and_the_furthest_behind_comes_first(cycle):
    watch = watch_of(cycle, timezone.now())
    assert (watch.pace.hoped, watch.pace.received, watch.pace.behind) == (10, 1, True)
    found = [(one.team.team, round(one.expected, 1), one.team.nominations) for one in watch.teams]
    assert found == [("Seen", 7.5, 1), ("Silent", 2.5, 0)]
    assert [one.team.team for one in watch.silent] == ["Silent"]


def test_a_pilot_hopes_for_nothing_of_the_teams_outside(cycle):
    set_pilot(programme=cycle.programme, teams=[TeamFactory(name="Crew", headcount=4)], actor=None)
    assert [one.team.team for one in watch_of(cycle, timezone.now()).teams] == ["Crew"]


def test_nothing_is_said_without_a_target_or_once_nominations_have_closed(cycle):
    assert len(needs(cycle)) == 1
    cycle.target_nominations = None
    assert (needs(cycle), watch_of(cycle, timezone.now())) == ([], None)
    assert figures(running_cycle(stage=Stage.JUDGING)) == []


@pytest.mark.parametrize(
    ("kind", "made"),
    [("endorsement", "endorsement"), ("pilot", "pilot"), ("wording", "review"), ("reminder", "everybody"),
     ("teams", "teams")],
)  # fmt: skip
def test_each_suggestion_is_one_click_and_then_leads_to_what_is_planned(client, cycle, maya, kind, made):
    client.force_login(maya)
    page = f"/manage/{cycle.programme.slug}/c/{cycle.name}/"
    planned = client.post(f"{page}encourage/", {"kind": kind}).url
    shown = {one.kind: one.url for one in figures(cycle)[0]["figure"]["suggestions"]}
    assert shown == {**dict.fromkeys(Encouragement.values, ""), kind: planned}
    assert client.get(planned).status_code == 200
    if made in {"everybody", "teams"}:
        message = PlannedMessage.objects.get()
        assert (message.state, message.audience, message.send_at > timezone.now()) == ("draft", made, True)
        assert [team.name for team in message.teams.all()] == (["Silent"] if made == "teams" else [])
    else:
        task = LaunchTask.objects.get()
        assert (task.kind, task.owner, task.due <= timezone.localdate(cycle.screening_at)) == (made, maya, True)
    assert client.get(page).status_code == 200


def test_what_could_not_help_any_more_is_not_planned(cycle, maya):
    cycle.screening_at = timezone.now() + timedelta(hours=1)
    with pytest.raises(NotReady):
        plan_encouragement(cycle=cycle, kind="reminder", actor=maya)
    with pytest.raises(Refused):
        plan_encouragement(cycle=cycle, kind="bribe", actor=maya)
    assert (LaunchTask.objects.count(), PlannedMessage.objects.count()) == (0, 0)


@pytest.mark.parametrize("act", ["encourage", "target"])
def test_only_who_manages_the_cycle_plans_and_sets_its_target(client, cycle, act):
    found = []
    for role in CAST:
        client.logout()
        person = person_as(role, cycle.programme)
        if person is not None:
            client.force_login(person)
        url = f"/manage/{cycle.programme.slug}/c/{cycle.name}/{act}/"
        answer = client.post(url, {"kind": "wording", "target": "25"})
        found.append((answer.status_code, "login" in answer.get("Location", "")))
    assert found == [(302, True), (404, False), (404, False), (302, False), (302, False)]
    cycle.refresh_from_db()
    assert (cycle.target_nominations, LaunchTask.objects.exists()) == ((25, False) if act == "target" else (20, True))
