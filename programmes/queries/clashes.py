"""What the coming cycles run into: bank holidays, weekends, and one another."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, zip_longest

from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from programmes.holiday_regions import bank_holidays
from programmes.models import Frequency
from programmes.queries.schedule import PlannedRun

SATURDAY = 5


@dataclass(frozen=True)
class PreviewedRun:
    """A coming cycle with what it runs into, in words; ``working_days`` are those that judges have, ``overlap_days`` those
    for which the next cycle is open before this one's winners are named.
    """

    run: PlannedRun
    clashes: list[str]
    working_days: int
    overlap_days: int


@dataclass(frozen=True)
class Preview:
    """The coming cycles, how many meet a bank holiday, and by how many days at most one is judged while the next is open."""

    runs: list[PreviewedRun]
    on_holidays: int
    overlap_days: int


def region_of(frequency: Frequency) -> str:
    """Whose bank holidays count for a programme: its own choice, else the installation's."""
    return frequency.holiday_region or settings.HOLIDAY_REGION


def preview_of(runs: list[PlannedRun], region: str) -> Preview:
    """What each of these cycles runs into; they stand in their order."""
    previewed, on_holidays = [], 0
    for run, following in zip_longest(runs, runs[1:]):
        holidays = _on_holidays(run, region)
        on_holidays += bool(holidays)
        clashes = [*holidays, *_at_the_weekend(run, region)]
        previewed.append(PreviewedRun(run, clashes, _working_days(run, region), _overlap(run, following)))
    return Preview(previewed, on_holidays, max((line.overlap_days for line in previewed), default=0))


def _overlap(run: PlannedRun, following: PlannedRun | None) -> int:
    return max(0, (run.dates.announce_at.date() - following.dates.opens_at.date()).days) if following else 0


def _on_holidays(run: PlannedRun, region: str) -> list[str]:
    words = {
        "opens_at": _("Nominations open on a bank holiday, %(name)s"),
        "screening_at": _("Nominations close on a bank holiday, %(name)s"),
        "deliberating_at": _("Judging ends on a bank holiday, %(name)s"),
        "announce_at": _("Winners are named on a bank holiday, %(name)s"),
    }
    days = {field: getattr(run.dates, field).date() for field in words}
    named = {field: bank_holidays(region, day.year).get(day) for field, day in days.items()}
    return [words[field] % {"name": name} for field, name in named.items() if name]


def _at_the_weekend(run: PlannedRun, region: str) -> list[str]:
    day = run.dates.announce_at.date()
    if day.weekday() < SATURDAY or day in bank_holidays(region, day.year):
        return []
    return [_("Winners are named on a %(weekday)s") % {"weekday": WEEKDAYS[day.weekday()]}]


def _working_days(run: PlannedRun, region: str) -> int:
    first, last = run.dates.judging_at.date(), run.dates.deliberating_at.date()
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    free: set[date] = set(chain.from_iterable(bank_holidays(region, year) for year in {day.year for day in days}))
    return sum(day.weekday() < SATURDAY and day not in free for day in days)
