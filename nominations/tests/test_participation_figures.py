from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.tests.factories import JobRoleFactory, TeamFactory, UserFactory
from nominations.queries.participation_figures import cycle_before, figures_of, who_is_seen
from nominations.tests.factories import NominationFactory, NomineeFactory
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.tests.factories import CycleFactory, running_cycle

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def cycle():
    return running_cycle(opens_at=timezone.now() - 10 * DAY, stage=Stage.OPEN)


@pytest.fixture
def last(cycle):
    opened = cycle.opens_at - 30 * DAY
    return CycleFactory(
        programme=cycle.programme,
        name="last",
        title="last month",
        opens_at=opened,
        stage=Stage.CLOSED,
        rulebook=cycle.rulebook,
    )


def came_in(cycle, *, days, **more):
    return NominationFactory(cycle=cycle, submitted_at=cycle.opens_at + days * DAY, **more)


def test_nothing_is_pictured_before_nominations_open():
    assert figures_of(running_cycle(stage=Stage.PLANNED)) == []


def test_the_cycle_before_is_the_one_that_opened_last_and_took_place(cycle, last):
    CycleFactory(programme=cycle.programme, name="off", opens_at=last.opens_at + DAY, stage=Stage.CANCELLED)
    assert (cycle_before(cycle), cycle_before(last)) == (last, None)


@pytest.mark.parametrize(
    ("now", "then", "says"),
    [
        (2, 1, "1 more than at this point of last month."),
        (1, 3, "2 fewer than at this point of last month."),
        (1, 1, "As many as at this point of last month."),
    ],
)
def test_a_sentence_compares_with_what_the_last_cycle_had_after_as_many_days(cycle, last, now, then, says):
    for number in range(now):
        came_in(cycle, days=number)
    for number in range(then):
        came_in(last, days=number)
    came_in(last, days=20)  # later than this cycle has got
    assert figures_of(cycle)[0]["figure"]["says"] == says


def test_weeks_to_come_are_drawn_until_nominations_close(cycle):
    came_in(cycle, days=1)
    chart = figures_of(cycle)[0]["figure"]["chart"]
    assert len(chart.rows) == -(-(cycle.screening_at - cycle.opens_at) // timedelta(weeks=1))


def test_who_is_seen_counts_teams_customer_roles_sites_and_those_named_before(cycle, last):
    desk, crew = TeamFactory(), TeamFactory()
    adviser, digger = JobRoleFactory(customer_facing=True), JobRoleFactory(customer_facing=True)
    clerk = JobRoleFactory(customer_facing=False)
    seen = UserFactory(team=desk, job_role=adviser, site="Ferry Lane")
    UserFactory(team=crew, job_role=digger, site="Castle Works")
    other = UserFactory(team=desk, job_role=clerk, site="Ferry Lane")
    for person in (seen, other):
        came_in(cycle, days=1, nominee=NomineeFactory(person=person))
    came_in(last, days=1, nominee=NomineeFactory(person=seen))
    pairs = dict(who_is_seen(cycle))
    assert (pairs["Customer-facing roles"], pairs["Sites"], pairs["Named before, within a year"]) == (
        "1 of 2",
        "1 of 2",
        "1 of 2",
    )
    assert pairs["Teams with a nomination"].startswith("1 of ")


def test_a_named_team_shows_the_roles_of_its_people():
    cycle = running_cycle(opens_at=timezone.now() - 3 * DAY, stage=Stage.OPEN)
    crew = TeamFactory()
    UserFactory(team=crew, job_role=JobRoleFactory(customer_facing=True), site="Kelham Road")
    came_in(cycle, days=1, nominee=NomineeFactory(person=None, team=crew))
    assert dict(who_is_seen(cycle))["Customer-facing roles"] == "1 of 1"


def test_the_pictures_ask_as_much_for_many_nominations_as_for_few(cycle, last, django_assert_num_queries):
    came_in(cycle, days=1)
    with django_assert_num_queries(6):
        figures_of(cycle)
    for day in range(8):
        came_in(cycle, days=day)
        came_in(last, days=day)
    read_anew = Cycle.objects.select_related("programme").get(pk=cycle.pk)
    with django_assert_num_queries(6):
        figures_of(read_anew)
