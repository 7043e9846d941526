from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.models import Frequency, Programme
from programmes.queries.schedule import DATE_FIELDS, coming_runs, dates_from

LONDON = ZoneInfo("Europe/London")
ZONES = ["Europe/London", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]


def frequency(rrule="FREQ=MONTHLY;BYMONTHDAY=1", starts_on=date(2026, 9, 1), **windows):
    return Frequency(programme=Programme(slug="stars"), rrule=rrule, starts_on=starts_on, **windows)


def test_the_dates_of_a_cycle_follow_from_its_windows():
    dates = dates_from(opens_on=date(2026, 11, 2), frequency=frequency(), zone=LONDON)
    assert dates.as_fields() == {
        "opens_at": datetime(2026, 11, 2, 9, tzinfo=LONDON),
        "screening_at": datetime(2026, 11, 23, 17, tzinfo=LONDON),
        "judging_at": datetime(2026, 11, 26, 9, tzinfo=LONDON),
        "deliberating_at": datetime(2026, 12, 6, 17, tzinfo=LONDON),
        "announce_at": datetime(2026, 12, 10, 9, tzinfo=LONDON),
        "evaluating_at": datetime(2026, 12, 11, 9, tzinfo=LONDON),
        "closes_at": datetime(2027, 1, 10, 17, tzinfo=LONDON),
    }


@pytest.mark.parametrize(
    ("zone", "opens_on", "opens_in_utc", "closes_in_utc"),
    [
        ("Europe/London", date(2026, 10, 20), "2026-10-20T08:00", "2026-11-10T17:00"),  # back on 25 October
        ("Europe/London", date(2026, 3, 20), "2026-03-20T09:00", "2026-04-10T16:00"),  # forward on 29 March
        ("Europe/London", date(2026, 10, 25), "2026-10-25T09:00", "2026-11-15T17:00"),  # on the day itself
        ("Australia/Sydney", date(2026, 3, 25), "2026-03-24T22:00", "2026-04-15T07:00"),  # back on 5 April
        ("Australia/Sydney", date(2026, 9, 25), "2026-09-24T23:00", "2026-10-16T06:00"),  # forward on 4 October
    ],
)
def test_nine_and_five_stay_nine_and_five_when_the_clocks_change(zone, opens_on, opens_in_utc, closes_in_utc):
    dates = dates_from(opens_on=opens_on, frequency=frequency(), zone=ZoneInfo(zone))
    utc = ZoneInfo("UTC")
    assert dates.opens_at.astimezone(utc).isoformat(timespec="minutes")[:16] == opens_in_utc
    assert dates.screening_at.astimezone(utc).isoformat(timespec="minutes")[:16] == closes_in_utc
    assert (dates.opens_at.hour, dates.screening_at.hour) == (9, 17)


@given(
    opens_on=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    zone=st.sampled_from(ZONES),
    nominate=st.integers(1, 366),
    screen=st.integers(0, 60),
    judge=st.integers(1, 60),
    deliberate=st.integers(1, 60),
    evaluate=st.integers(0, 366),
)
def test_whatever_the_windows_the_dates_stand_in_order_on_the_hour(
    opens_on, zone, nominate, screen, judge, deliberate, evaluate
):
    windows = frequency(
        nominate_days=nominate,
        screen_days=screen,
        judge_days=judge,
        deliberate_days=deliberate,
        evaluate_days=evaluate,
    )
    dates = dates_from(opens_on=opens_on, frequency=windows, zone=ZoneInfo(zone)).as_fields()
    moments = [dates[field].astimezone(ZoneInfo("UTC")) for field in DATE_FIELDS]
    assert moments == sorted(moments)
    assert {dates[field].hour for field in DATE_FIELDS} <= {9, 17}
    strictly = [("opens_at", "screening_at"), ("judging_at", "deliberating_at"), ("deliberating_at", "announce_at")]
    assert all(dates[before] < dates[after] for before, after in [*strictly, ("evaluating_at", "closes_at")])


def test_the_preview_has_two_years_of_real_dates():
    runs = coming_runs(frequency(), zone=LONDON, after=date(2026, 9, 12))
    assert [run.name for run in runs][:3] == ["2026-10", "2026-11", "2026-12"]
    assert (runs[0].title, len(runs)) == ("October 2026", 24)


def test_cycles_are_named_by_their_day_where_a_month_has_more_than_one():
    runs = coming_runs(frequency("FREQ=WEEKLY;BYDAY=MO"), zone=LONDON, after=date(2026, 10, 1))
    assert [(run.name, run.title) for run in runs][:2] == [
        ("2026-10-05", "5 October 2026"),
        ("2026-10-12", "12 October 2026"),
    ]


def test_names_do_not_depend_on_the_day_on_which_one_looks():
    every_fortnight = frequency("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", starts_on=date(2026, 9, 7))
    early = {run.name for run in coming_runs(every_fortnight, zone=LONDON, after=date(2026, 9, 7))}
    for offset in range(1, 60):
        runs = coming_runs(every_fortnight, zone=LONDON, after=date(2026, 9, 7) + timedelta(days=offset), years=1)
        assert {run.name for run in runs} <= early
