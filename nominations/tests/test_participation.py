from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.tests.factories import TeamFactory, UserFactory
from nominations.enums import NominationState
from nominations.queries.participation import Week, by_week, participation_of
from nominations.queries.participation_chart import weeks_chart
from nominations.tests.factories import NominationFactory, NomineeFactory
from programmes.tests.factories import running_cycle

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
OPENS = datetime(2026, 10, 1, 9, tzinfo=LONDON)


def test_weeks_count_from_the_opening_in_the_organisations_zone():
    cycle = running_cycle(opens_at=OPENS)
    for at, kind in [
        (datetime(2026, 9, 30, 12, tzinfo=LONDON), "customer"),
        (datetime(2026, 10, 7, 23, 59, tzinfo=LONDON), "colleague"),
        (datetime(2026, 10, 8, 0, 0, tzinfo=LONDON), "leader"),
        (datetime(2026, 10, 20, 12, tzinfo=LONDON), "customer"),
    ]:
        NominationFactory(cycle=cycle, submitted_at=at, nominator_kind=kind)
    NominationFactory(cycle=cycle, state=NominationState.UNVERIFIED)
    weeks = [(f"{week.starts:%d %b}", week.customers, week.colleagues) for week in by_week(cycle)][:3]
    assert weeks == [("01 Oct", 1, 1), ("08 Oct", 0, 1), ("15 Oct", 1, 0)]


def test_a_week_is_seven_days_when_the_clocks_go_back():
    cycle = running_cycle(opens_at=datetime(2026, 10, 20, 9, tzinfo=LONDON))
    NominationFactory(cycle=cycle, submitted_at=datetime(2026, 10, 26, 23, 30, tzinfo=LONDON))
    NominationFactory(cycle=cycle, submitted_at=datetime(2026, 10, 27, 0, 30, tzinfo=LONDON))
    assert [week.total for week in by_week(cycle)][:2] == [1, 1]


def test_a_cycle_without_nominations_has_one_empty_week_at_least():
    cycle = running_cycle(opens_at=datetime.now(tz=LONDON) + timedelta(days=1))
    assert [week.total for week in by_week(cycle)] == [0]


def test_teams_show_who_was_named_and_who_was_not():
    cycle = running_cycle(opens_at=OPENS)
    seen, unseen = TeamFactory(name="Seen", headcount=10), TeamFactory(name="Unseen", headcount=4)
    TeamFactory(name="Nobody in it", headcount=None)
    wes, nia = UserFactory(team=seen), UserFactory(team=seen)
    for person in (wes, wes, nia):
        NominationFactory(cycle=cycle, nominee=NomineeFactory(person=person), nominator=UserFactory(team=unseen))
    NominationFactory(cycle=cycle, nominee=NomineeFactory(person=None, team=seen))
    figures = participation_of(cycle)
    rows = [(team.team, team.headcount, team.nominations, team.people_named, team.made) for team in figures.teams]
    assert rows == [("Seen", 10, 4, 2, 0), ("Unseen", 4, 0, 0, 3)]
    assert [team.share for team in figures.teams] == [0.2, 0.0]
    assert [team.team for team in figures.unnamed_teams] == ["Unseen"]


def test_the_chart_says_what_the_table_says():
    cycle = running_cycle(opens_at=OPENS)
    NominationFactory(cycle=cycle, submitted_at=OPENS, nominator_kind="customer")
    chart = weeks_chart(by_week(cycle)[:1])
    assert (chart.head, chart.rows) == (
        ("Week from", "From colleagues, 0", "From customers, 1"),
        (("1 Oct", "0", "1"),),
    )


def test_participation_takes_the_same_queries_for_few_and_many(django_assert_num_queries):
    cycle = running_cycle(opens_at=OPENS)
    for count in (2, 15):
        NominationFactory.create_batch(count, cycle=cycle)
        with django_assert_num_queries(3):
            participation_of(cycle)


def test_the_last_cycles_weeks_are_marked_across_the_bars():
    now, before = [Week(date(2026, 10, 1), 1, 2)] * 3, [Week(date(2026, 9, 1), 4, 1), Week(date(2026, 9, 8), 2, 0)]
    chart = weeks_chart(now, before=before, before_name="September 2026")
    assert (chart.head[-1], [row[-1] for row in chart.rows]) == ("Same week, September 2026", ["5", "2", "0"])
