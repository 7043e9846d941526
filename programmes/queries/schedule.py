"""When things happen: the dates of a cycle from the windows of its programme, in the organisation's own hours."""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from itertools import dropwhile, islice, takewhile
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from programmes.models import Frequency
from programmes.recurrence import opening_days

# Stages that invite begin in the morning, what closes does so when people go home.
MORNING = time(9)
EVENING = time(17)

# The fields of a cycle that hold its dates, in their order.
DATE_FIELDS = (
    "opens_at",
    "screening_at",
    "judging_at",
    "deliberating_at",
    "announce_at",
    "evaluating_at",
    "closes_at",
)
PREVIEW_YEARS = 2


@dataclass(frozen=True)
class CycleDates:
    """When each stage of a cycle begins; the names are those of the model's fields."""

    opens_at: datetime
    screening_at: datetime
    judging_at: datetime
    deliberating_at: datetime
    announce_at: datetime
    evaluating_at: datetime
    closes_at: datetime

    def as_fields(self) -> dict[str, datetime]:
        """The dates by the names of the model's fields."""
        return asdict(self)


@dataclass(frozen=True)
class PlannedRun:
    """One cycle as the frequency would plan it."""

    name: str
    title: str
    dates: CycleDates


def dates_from(*, opens_on: date, frequency: Frequency, zone: ZoneInfo) -> CycleDates:
    """The dates of a cycle that opens on this day. Days are counted on the calendar, so that 5 pm stays 5 pm when the
    clocks change.
    """
    closed_on = opens_on + timedelta(days=frequency.nominate_days)
    judging_on = closed_on + timedelta(days=frequency.screen_days)
    deliberating_on = judging_on + timedelta(days=frequency.judge_days)
    announced_on = deliberating_on + timedelta(days=frequency.deliberate_days)
    evaluating_on = announced_on + timedelta(days=1)

    def at(day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, tzinfo=zone)

    return CycleDates(
        opens_at=at(opens_on, MORNING),
        screening_at=at(closed_on, EVENING),
        judging_at=at(judging_on, MORNING if frequency.screen_days else EVENING),
        deliberating_at=at(deliberating_on, EVENING),
        announce_at=at(announced_on, MORNING),
        evaluating_at=at(evaluating_on, MORNING),
        closes_at=at(evaluating_on + timedelta(days=frequency.evaluate_days), EVENING),
    )


def anchor_of(frequency: Frequency, zone: ZoneInfo) -> date:
    """The day from which the rule counts: the first possible day, else the day on which the programme was made."""
    return frequency.starts_on or frequency.programme.created_at.astimezone(zone).date()


def openings(frequency: Frequency, *, zone: ZoneInfo, after: date, until: date) -> list[date]:
    """The days after ``after`` and up to ``until`` on which nominations open; none by a rule that can't be read."""
    try:
        days = takewhile(lambda day: day <= until, opening_days(frequency.rrule, anchor_of(frequency, zone)))
        return list(islice(dropwhile(lambda day: day <= after, days), 366))
    except ValidationError:
        return []


def coming_runs(frequency: Frequency, *, zone: ZoneInfo, after: date, years: int = PREVIEW_YEARS) -> list[PlannedRun]:
    """The cycles of the next years as they would be planned; each named by its month, or by its day where a month has more."""
    end = _month_end(after + timedelta(days=366 * years))
    known = openings(frequency, zone=zone, after=after.replace(day=1) - timedelta(days=1), until=end)
    in_month = Counter((day.year, day.month) for day in known)
    return [_run(day, frequency, zone, alone=in_month[day.year, day.month] == 1) for day in known if day > after]


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _run(day: date, frequency: Frequency, zone: ZoneInfo, *, alone: bool) -> PlannedRun:
    return PlannedRun(
        name=day.strftime("%Y-%m" if alone else "%Y-%m-%d"),
        title=date_format(day, "F Y" if alone else "j F Y"),
        dates=dates_from(opens_on=day, frequency=frequency, zone=zone),
    )
