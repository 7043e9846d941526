from contextlib import suppress
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from programmes.models import Frequency, Programme
from programmes.queries.schedule import DATE_FIELDS, coming_runs, dates_from
from programmes.recurrence import opening_days, rule_in_words, validate_rule

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
    ("opens_on", "opens_in_utc", "closes_in_utc"),
    [
        (date(2026, 10, 20), "2026-10-20T08:00", "2026-11-10T17:00"),  # the clocks go back on 25 October
        (date(2026, 3, 20), "2026-03-20T09:00", "2026-04-10T16:00"),  # the clocks go forward on 29 March
    ],
)
def test_nine_and_five_stay_nine_and_five_when_the_clocks_change(opens_on, opens_in_utc, closes_in_utc):
    dates = dates_from(opens_on=opens_on, frequency=frequency(), zone=LONDON)
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


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=1", ["2026-10-01", "2026-11-01"]),
        ("FREQ=MONTHLY;BYDAY=1MO", ["2026-09-07", "2026-10-05"]),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1", ["2026-12-01", "2027-03-01"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-09-30", "2026-10-31"]),
        ("FREQ=WEEKLY;BYDAY=FR", ["2026-09-04", "2026-09-11"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29"]),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20261101T000000Z", ["2026-10-01", "2026-11-01"]),
    ],
)
def test_rules_give_the_days_that_they_say(rule, days):
    found = opening_days(rule, date(2026, 9, 2))
    assert [next(found).isoformat(), next(found).isoformat()] == days


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("", "can’t be part of the rule"),
        ("monthly", "can’t be part of the rule"),
        ("FREQ=SECONDLY", "not more often"),
        ("FREQ=HOURLY", "not more often"),
        ("FREQ=DAILY", "not more often"),
        ("INTERVAL=2", "not more often"),
        ("FREQ=MONTHLY;FREQ=YEARLY", "can’t be part of the rule"),
        ("FREQ=MONTHLY;BYSECOND=1", "can’t be part of the rule"),
        ("FREQ=MONTHLY;INTERVAL=0", "INTERVAL is a number"),
        ("FREQ=MONTHLY;INTERVAL=-1", "INTERVAL is a number"),
        ("FREQ=MONTHLY;INTERVAL=999999999", "INTERVAL is a number"),
        ("FREQ=MONTHLY;COUNT=0", "COUNT is how many"),
        ("FREQ=MONTHLY;COUNT=2;UNTIL=20270101", "not both"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "no days of the month"),
        ("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=5", "no days of the month"),
        ("FREQ=MONTHLY;BYMONTHDAY=first", "can’t be read"),
        ("FREQ=MONTHLY;BYDAY=XX", "can’t be read"),
        ("FREQ=MONTHLY;UNTIL=soon", "can’t be read"),
        ("FREQ=YEARLY;BYDAY=60MO", "can’t be read"),
        ("FREQ=MONTHLY;BYMONTHDAY=1\nDTSTART:20200101", "can’t be"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "never open"),
        ("FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20200101", "never open"),
        ("FREQ=WEEKLY;BYDAY=MO", "open for 21 days, but the next cycle opens after 7"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "open for 21 days, but the next cycle opens after 14"),
    ],
)
def test_a_rule_that_nobody_should_run_by_is_refused_with_the_reason(rule, words):
    with pytest.raises(ValidationError) as refusal:
        validate_rule(rule, date(2026, 9, 1), 21)
    assert words in refusal.value.messages[0]


@given(
    st.text(max_size=60)
    | st.from_regex(r"FREQ=(WEEKLY|MONTHLY|YEARLY)(;[A-Z]{2,9}=[-0-9A-Z,]{1,6}){0,2}", fullmatch=True)
)
def test_whatever_is_typed_is_a_rule_or_refused_in_words(text):
    with suppress(ValidationError):
        validate_rule(text, date(2026, 9, 1), 1)
        assert next(opening_days(text, date(2026, 9, 1))) >= date(2026, 9, 1)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=1", "Every month, on day 1"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "Every month, on the last day"),
        ("FREQ=MONTHLY;BYDAY=1MO", "Every month, on the first Monday"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", "Every quarter, on day 15"),
        ("FREQ=WEEKLY;BYDAY=FR", "Every week, on Friday"),
        ("FREQ=WEEKLY;INTERVAL=2", "Every 2 weeks"),
        ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1", "Every year, on 1 October"),
        ("FREQ=YEARLY;COUNT=1", "Once"),
        ("FREQ=MONTHLY;BYDAY=2TU,4TH", "Every month"),
    ],
)
def test_rules_are_said_as_people_say_them(rule, words):
    assert rule_in_words(rule) == words
