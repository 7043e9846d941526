"""Reading a rule, and refusing in words what makes no sense. Whatever is typed, it is answered within a moment."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise, takewhile

from dateutil.rrule import rrule, rrulestr
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# What a rule may hold. Hours and seconds are not for it: nominations open at the organisation's hour.
PARTS = (
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "BYYEARDAY", "BYWEEKNO", "WKST",
)  # fmt: skip
HOURS = {"BYHOUR", "BYMINUTE", "BYSECOND"}
FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
VALUE = re.compile(r"[-+0-9A-Z,]+")
WEEKDAY = re.compile(r"([-+]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
UNTIL = re.compile(r"([0-9]{8})(T[0-9]{6}Z?)?")
# The largest number that each list of days may hold, and whether it may count from the end.
NUMBERS = {
    "BYMONTH": (12, False),
    "BYMONTHDAY": (31, True),
    "BYSETPOS": (366, True),
    "BYYEARDAY": (366, True),
    "BYWEEKNO": (53, True),
}
LONGEST_INTERVAL = 120
MOST_A_YEAR = 53  # once a week
LOOKED_AT = 60
YEARS_LOOKED_AT = 12
# The calendar repeats after 400 years, to the weekday: what a rule does near the last year that Python knows, it does now.
LAST_ROUND = 9986
# The years in which a first opening can be meant; a day outside is a slip of the keyboard.
YEARS = range(1990, 2200)

# Faults that stand at another field than the rule, by their code.
NOMINATE_DAYS, STARTS_ON = "nominate_days", "starts_on"


def parts_of(text: str) -> dict[str, str]:
    """The rule's parts by name. Raises ValidationError for what is no rule, or is one that nobody should run by."""
    parts: dict[str, str] = {}
    for piece in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, mark, value = piece.partition("=")
        if not mark or not VALUE.fullmatch(value):
            raise _fault(
                _("“%(piece)s” can’t be part of the rule. Write one such as FREQ=MONTHLY;BYMONTHDAY=1."), piece
            )
        if name in HOURS:
            raise _fault(_("Nominations open at 9 in the morning of a day: leave “%(piece)s” out."), piece)
        if name not in PARTS:
            raise _fault(_("“%(piece)s” is not known in a rule. Known are: %(parts)s."), name, parts=", ".join(PARTS))
        if name in parts:
            raise _fault(_("“%(piece)s” stands twice in the rule."), name)
        parts[name] = value
    if parts.get("FREQ") not in FREQUENCIES:
        raise _fault(
            _("A programme opens on days, not every hour or second: begin with FREQ=WEEKLY, MONTHLY, YEARLY or DAILY."),
            "",
        )
    _check_counts(parts)
    _check_days(parts)
    return parts


def _fault(message: str, piece: str, **more: str) -> ValidationError:
    return ValidationError(message, params={"piece": piece, **more})


def _check_counts(parts: dict[str, str]) -> None:
    interval = parts.get("INTERVAL", "1")
    if not interval.isdecimal() or not 1 <= int(interval[:9]) <= LONGEST_INTERVAL:
        raise _fault(_("INTERVAL is a number from 1 to %(longest)s."), interval, longest=str(LONGEST_INTERVAL))
    count = parts.get("COUNT", "1")
    if not count.isdecimal() or not 1 <= int(count[:9]) <= 9999:
        raise _fault(_("COUNT is how many cycles there will be, 1 or more."), count)
    if "COUNT" in parts and "UNTIL" in parts:
        raise _fault(_("Say either how many cycles (COUNT) or until when (UNTIL), not both."), "")
    if "UNTIL" in parts:
        last_day(parts)


def last_day(parts: dict[str, str]) -> date | None:
    """The last day that UNTIL allows, whole: a time of day beside it is not needed. Raises ValidationError."""
    if "UNTIL" not in parts:
        return None
    known = UNTIL.fullmatch(parts["UNTIL"])
    try:
        return date.fromisoformat(known.group(1)) if known else _no_day(parts["UNTIL"])
    except ValueError:
        return _no_day(parts["UNTIL"])


def _no_day(text: str) -> date:
    raise _fault(_("UNTIL is the last day, such as UNTIL=20281231; “%(piece)s” is no day."), text)


def _check_days(parts: dict[str, str]) -> None:
    frequency = parts["FREQ"]
    for name, (largest, from_the_end) in NUMBERS.items():
        for number in parts[name].split(",") if name in parts else []:
            _check_number(name, number, largest, from_the_end=from_the_end)
    for day in parts["BYDAY"].split(",") if "BYDAY" in parts else []:
        known = WEEKDAY.fullmatch(day)
        if known is None:
            raise _fault(_("BYDAY is a list of MO, TU, WE, TH, FR, SA and SU; “%(piece)s” is none."), day)
        ordinal = int(known.group(1) or 1)
        if known.group(1) and (frequency not in {"MONTHLY", "YEARLY"} or not 1 <= abs(ordinal) <= _weeks(parts)):
            words = _("There is no “%(piece)s” in this rule: 1MO is the first Monday of a month, −1FR its last Friday.")
            raise _fault(words, day)
    if frequency == "WEEKLY" and "BYMONTHDAY" in parts:
        raise _fault(_("A weekly rule has days of the week (BYDAY), no days of the month."), "")
    if frequency != "YEARLY" and parts.keys() & {"BYYEARDAY", "BYWEEKNO"}:
        raise _fault(_("Days and weeks of the year (BYYEARDAY, BYWEEKNO) are for a yearly rule."), "")
    if "BYSETPOS" in parts and not parts.keys() & {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYYEARDAY", "BYWEEKNO"}:
        raise _fault(
            _("BYSETPOS picks from days that another part names, such as BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1."), ""
        )
    if "WKST" in parts and parts["WKST"] not in DAY_CODES:
        raise _fault(_("WKST is the day on which a week begins, such as MO; “%(piece)s” is none."), parts["WKST"])


def _weeks(parts: dict[str, str]) -> int:
    return 5 if parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts else 53


def _check_number(name: str, number: str, largest: int, *, from_the_end: bool) -> None:
    digits = number[1:] if number[:1] in {"-", "+"} else number
    if digits.isdecimal() and 1 <= int(digits[:9]) <= largest and (from_the_end or number[:1] != "-"):
        return
    words = (
        _("%(name)s counts from 1 to %(largest)s, or from −1 backwards; “%(piece)s” can’t be read.")
        if from_the_end
        else _("%(name)s counts from 1 to %(largest)s; “%(piece)s” can’t be read.")
    )
    raise _fault(words, number, name=name, largest=str(largest))


def read_rule(text: str, starts_on: date) -> rrule:
    """The rule as openings at midnight of each day, counted from ``starts_on``. Raises ValidationError."""
    parts = parts_of(text)
    until = last_day(parts)
    kept = [f"{name}={value}" for name, value in parts.items() if name != "UNTIL"]
    try:
        rule = rrulestr(";".join(kept), dtstart=datetime.combine(starts_on, time()))
        return rule.replace(until=datetime.combine(until, time())) if until else rule  # type: ignore[union-attr,return-value]  # never a set without RDATE
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as refusal:
        raise _unreadable(text) from refusal


def _unreadable(text: str) -> ValidationError:
    return _fault(_("“%(piece)s” can’t be read as a rule."), text)


def opening_days(text: str, starts_on: date) -> Iterator[date]:
    """The days on which nominations open, the first one first. Raises ValidationError for what can't be read."""
    try:
        for moment in read_rule(text, starts_on):
            yield moment.date()
    except IndexError as refusal:  # a part out of its range, which dateutil meets only on its way
        raise _unreadable(text) from refusal


def validate_rule(text: str, starts_on: date, nominate_days: int) -> None:
    """Refuse a rule that never comes, comes more than once a week, or would open a cycle while the one before takes
    nominations. Raises ValidationError with the reason; its code names the field (NOMINATE_DAYS, STARTS_ON) where that is
    not the rule.
    """
    if starts_on.year not in YEARS:
        raise ValidationError(_("Choose a first day between 1990 and 2199."), code=STARTS_ON)
    until = last_day(parts_of(text))
    if until is not None and until < starts_on:
        words = _("UNTIL ends on %(until)s, before the first possible day, %(first)s.")
        raise _fault(words, text, until=until.isoformat(), first=starts_on.isoformat())
    coming = _first_days(text, starts_on)
    if not coming:
        raise _fault(_("By this rule nominations never open. Check the days, the months and the end in it."), text)
    in_a_year = openings_in_a_year(coming)
    if in_a_year > MOST_A_YEAR:
        raise _fault(
            _("By this rule nominations open more often than once a week. Leave days out, or give a larger INTERVAL."),
            text,
        )
    shortest = min(((after - before).days for before, after in pairwise(coming)), default=None)
    if shortest is not None and nominate_days > shortest:
        raise ValidationError(
            _(
                "Nominations would be open for %(days)s days, but the next cycle opens after %(gap)s. "
                "Two cycles would take nominations at once: shorten the time to nominate, or run less often."
            ),
            code=NOMINATE_DAYS,
            params={"days": nominate_days, "gap": shortest},
        )


def openings_in_a_year(days: list[date]) -> int:
    """How many of these days lie within a year of the first."""
    return sum((day - days[0]).days < 365 for day in days)


def _first_days(text: str, starts_on: date) -> list[date]:
    """The first days of the rule within YEARS_LOOKED_AT, as they would be at the end of the calendar.

    dateutil seeks a rule that never comes to the year 9999; from there it has found that out at once.
    """
    later = (LAST_ROUND - starts_on.year) // 400 * 400
    until, looked_at = last_day(parts_of(text)), timedelta(days=365 * YEARS_LOOKED_AT)
    end = min(until or date.max, starts_on + looked_at)
    begins, ends = starts_on.replace(year=starts_on.year + later), end.replace(year=end.year + later)
    return list(takewhile(lambda day: day <= ends, islice(opening_days(_without_end(text), begins), LOOKED_AT)))


def _without_end(text: str) -> str:
    return ";".join(f"{name}={value}" for name, value in parts_of(text).items() if name != "UNTIL")


def recurrence_fault(text: str, starts_on: date, nominate_days: int) -> tuple[str, str]:
    """What is wrong with a frequency, in words, and at which of its fields; twice empty where nothing is."""
    try:
        validate_rule(text, starts_on, nominate_days)
    except ValidationError as fault:
        return " ".join(fault.messages), fault.code if fault.code in {NOMINATE_DAYS, STARTS_ON} else "rrule"
    return "", ""
