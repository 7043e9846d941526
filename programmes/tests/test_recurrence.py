"""Rules as people type them: the days that they give, the words that say them, and what is refused, and where."""

import time
from contextlib import suppress
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from programmes.checks import known_holiday_region
from programmes.holiday_regions import is_known_region, region_choices
from programmes.models import Frequency, Programme
from programmes.queries.clashes import preview_of
from programmes.queries.schedule import coming_runs
from programmes.recurrence import (
    FrequencyChoice,
    choice_of,
    opening_days,
    recurrence_fault,
    rule_in_words,
    rule_of,
    validate_rule,
)

SEPTEMBER = date(2026, 9, 1)
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=1", ["2026-10-01", "2026-11-01"]),
        ("FREQ=MONTHLY;BYDAY=1MO", ["2026-09-07", "2026-10-05"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["2026-09-30", "2026-10-30"]),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1", ["2026-12-01", "2027-03-01"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-09-30", "2026-10-31"]),
        ("FREQ=WEEKLY;BYDAY=FR", ["2026-09-04", "2026-09-11"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29"]),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", ["2027-05-17", "2028-05-15"]),
        ("FREQ=DAILY;INTERVAL=30", ["2026-09-02", "2026-10-02"]),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20261101T000000Z", ["2026-10-01", "2026-11-01"]),
    ],
)
def test_rules_give_the_days_that_they_say(rule, days):
    found = opening_days(rule, date(2026, 9, 2))
    assert [next(found).isoformat(), next(found).isoformat()] == days


def test_an_end_by_count_or_by_day_is_kept_to():
    assert len(list(opening_days("FREQ=MONTHLY;COUNT=7", SEPTEMBER))) == 7
    assert list(opening_days("FREQ=MONTHLY;UNTIL=20261101", SEPTEMBER))[-1] == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("rule", "words", "field"),
    [
        ("", "can’t be part of the rule", "rrule"),
        ("monthly", "can’t be part of the rule", "rrule"),
        ("FREQ=SECONDLY", "not every hour or second", "rrule"),
        ("FREQ=HOURLY", "not every hour or second", "rrule"),
        ("INTERVAL=2", "not every hour or second", "rrule"),
        ("FREQ=DAILY", "more often than once a week", "rrule"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "more often than once a week", "rrule"),
        ("FREQ=MONTHLY;FREQ=YEARLY", "“FREQ” stands twice", "rrule"),
        ("FREQ=MONTHLY;BYSECOND=1", "leave “BYSECOND=1” out", "rrule"),
        ("FREQ=MONTHLY;BYEASTER=1", "“BYEASTER” is not known", "rrule"),
        ("FREQ=MONTHLY;INTERVAL=0", "INTERVAL is a number", "rrule"),
        ("FREQ=MONTHLY;INTERVAL=-1", "INTERVAL is a number", "rrule"),
        ("FREQ=MONTHLY;INTERVAL=999999999", "INTERVAL is a number", "rrule"),
        ("FREQ=MONTHLY;COUNT=0", "COUNT is how many", "rrule"),
        ("FREQ=MONTHLY;COUNT=2;UNTIL=20270101", "not both", "rrule"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "no days of the month", "rrule"),
        ("FREQ=WEEKLY;BYDAY=1MO", "There is no “1MO”", "rrule"),
        ("FREQ=MONTHLY;BYYEARDAY=1", "for a yearly rule", "rrule"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS picks", "rrule"),
        ("FREQ=MONTHLY;BYMONTHDAY=first", "“FIRST” can’t be read", "rrule"),
        ("FREQ=MONTHLY;BYMONTHDAY=40", "counts from 1 to 31", "rrule"),
        ("FREQ=MONTHLY;BYDAY=XX", "“XX” is none", "rrule"),
        ("FREQ=MONTHLY;UNTIL=20270231", "“20270231” is no day", "rrule"),
        ("FREQ=YEARLY;BYDAY=60MO", "There is no “60MO”", "rrule"),
        ("FREQ=MONTHLY;BYMONTHDAY=1\nDTSTART:20200101", "can’t be", "rrule"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "never open", "rrule"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "never open", "rrule"),
        ("FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2", "never open", "rrule"),
        ("FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20200101", "before the first possible day", "rrule"),
        ("FREQ=MONTHLY;BYMONTHDAY=30;UNTIL=20260902", "never open", "rrule"),
        ("FREQ=WEEKLY;BYDAY=MO", "open for 21 days, but the next cycle opens after 7", "nominate_days"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "open for 21 days, but the next cycle opens after 14", "nominate_days"),
    ],
)
def test_a_rule_that_nobody_should_run_by_is_refused_with_the_reason_at_its_field(rule, words, field):
    fault, where = recurrence_fault(rule, SEPTEMBER, 21)
    assert (words in fault, where) == (True, field), fault


def test_a_rule_that_never_comes_is_found_out_at_once():
    began = time.monotonic()
    recurrence_fault("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", SEPTEMBER, 1)
    assert time.monotonic() - began < 3


@given(
    st.text(max_size=60)
    | st.from_regex(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]{2,9}=[-0-9A-Z,]{1,6}){0,2}", fullmatch=True)
    | st.from_regex(
        r"FREQ=(WEEKLY|MONTHLY|YEARLY)(;BYDAY=-?[12]?(MO|FR))?(;BYMONTHDAY=(-?[1-9]|31))?(;BYSETPOS=-?1)?",
        fullmatch=True,
    )
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_is_a_rule_or_refused_in_words(text):
    with suppress(ValidationError):
        validate_rule(text, SEPTEMBER, 1)
        assert next(opening_days(text, SEPTEMBER)) >= SEPTEMBER
        assert rule_in_words(text, SEPTEMBER)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=1", "Every month, on day 1"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "Every month, on the last day"),
        ("FREQ=MONTHLY;BYDAY=1MO", "Every month, on the first Monday"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "Every month, on the last working day"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", "Every quarter, on day 15"),
        ("FREQ=WEEKLY;BYDAY=FR", "Every week, on Friday"),
        ("FREQ=WEEKLY;INTERVAL=2", "Every 2 weeks, on Tuesday"),
        ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1", "Every year, on 1 October"),
        ("FREQ=YEARLY", "Every year, on 1 September"),
        ("FREQ=YEARLY;COUNT=1", "Once, on 1 September 2026"),
        ("FREQ=MONTHLY;BYDAY=2TU,4TH", "Every month, on the second Tuesday and the fourth Thursday"),
        ("FREQ=MONTHLY;BYMONTH=3,9;BYDAY=-1FR", "Every month, on the last Friday, in March and September"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "Every month, on every Friday, where that is day 13"),
        ("FREQ=MONTHLY;COUNT=6", "Every month, on day 1, 6 times"),
        ("FREQ=MONTHLY;UNTIL=20281231", "Every month, on day 1, until 31 December 2028"),
    ],
)
def test_rules_are_said_as_people_say_them(rule, words):
    assert rule_in_words(rule, SEPTEMBER) == words


@given(
    choice=st.builds(
        FrequencyChoice,
        how=st.sampled_from(["weekly", "monthly", "quarterly", "yearly"]),
        every=st.integers(1, 5),
        ordinal=st.sampled_from(["", "1", "2", "3", "4", "-1"]),
        weekday=st.sampled_from(["MO", "SU", "working"]),
        count=st.none() | st.integers(2, 40),
    ),
    starts_on=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)
@settings(max_examples=60, deadline=None)
def test_a_choice_makes_a_rule_that_says_the_same_choice(choice, starts_on):
    rule = rule_of(choice, starts_on)
    assert rule_of(choice_of(rule, starts_on), starts_on) == rule
    by_the_quarter = choice.how == "monthly" and choice.every % 3 == 0
    assert choice_of(rule, starts_on).how == ("quarterly" if by_the_quarter else choice.how)
    assert next(opening_days(rule, starts_on)) >= starts_on


# Bank holidays and overlaps


def previewed(rule, after, region="GB-ENG", **windows):
    frequency = Frequency(programme=Programme(slug="stars"), rrule=rule, starts_on=SEPTEMBER, **windows)
    return preview_of(coming_runs(frequency, zone=LONDON, after=after, years=1), region)


def test_dates_on_bank_holidays_are_named():
    preview = previewed("FREQ=MONTHLY;BYMONTHDAY=1", date(2026, 12, 2), nominate_days=24)
    assert preview.runs[0].clashes[0] == "Nominations open on a bank holiday, New Year's Day"
    assert preview.on_holidays == sum(any("holiday" in words for words in line.clashes) for line in preview.runs)


def test_other_regions_have_other_holidays():
    second_of_january = "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=2"
    clashes = {
        region: [words for words in previewed(second_of_january, SEPTEMBER, region).runs[0].clashes if "open" in words]
        for region in ("GB-ENG", "GB-SCT")
    }
    assert (clashes["GB-ENG"], len(clashes["GB-SCT"])) == ([], 1)


def test_judges_have_fewer_working_days_at_christmas():
    # 18 December to 28 December: Fri, Mon to Thu, then Christmas Day, the weekend and a holiday in place of Boxing Day.
    preview = previewed("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24", SEPTEMBER)
    assert preview.runs[0].working_days == 5


def test_how_far_a_cycle_reaches_into_the_next_is_counted():
    assert previewed("FREQ=MONTHLY;BYMONTHDAY=1", SEPTEMBER).overlap_days == 10  # 38 days in February's 28
    assert previewed("FREQ=YEARLY", SEPTEMBER).overlap_days == 0


def test_a_region_that_nobody_knows_is_refused_before_a_deployment(settings):
    settings.HOLIDAY_REGION = "GB-LON"
    assert [error.id for error in known_holiday_region(None)] == ["programmes.E001"]
    settings.HOLIDAY_REGION = "GB-SCT"
    assert known_holiday_region(None) == []


def test_regions_are_known_by_their_codes():
    assert [is_known_region(code) for code in ("GB-ENG", "IE", "XX", "GB-XXX", "")] == [True, True, False, False, False]
    assert region_choices()[0] == ("GB-ENG", "England and Wales")
