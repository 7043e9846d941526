"""How often a programme runs, as an RFC 5545 rule: reading it, refusing what makes no sense, saying it in words."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise, takewhile

from dateutil.rrule import rrule, rrulestr
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _

# What a rule may hold. Hours and seconds are not for it: nominations open at the organisation's hour.
PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"}
VALUE = re.compile(r"[-+0-9A-Z,]+")
FREQUENCIES = {"WEEKLY", "MONTHLY", "YEARLY"}
LONGEST_INTERVAL = 120
LOOKED_AT = 60
YEARS_LOOKED_AT = 12
DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def parts_of(text: str) -> dict[str, str]:
    """The rule's parts by name. Raises ValidationError for what is no rule, or is one that nobody should run by."""
    parts: dict[str, str] = {}
    for piece in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, mark, value = piece.partition("=")
        if not mark or not VALUE.fullmatch(value) or name not in PARTS or name in parts:
            raise ValidationError(
                _("“%(piece)s” can’t be part of the rule. Write one such as FREQ=MONTHLY;BYMONTHDAY=1."),
                params={"piece": piece},
            )
        parts[name] = value
    if parts.get("FREQ") not in FREQUENCIES:
        raise ValidationError(_("A programme can run weekly, monthly or yearly, not more often: FREQ=MONTHLY."))
    _check_numbers(parts)
    return parts


def _check_numbers(parts: dict[str, str]) -> None:
    interval = parts.get("INTERVAL", "1")
    if not interval.isdecimal() or not 1 <= int(interval) <= LONGEST_INTERVAL:
        raise ValidationError(
            _("INTERVAL is a number from 1 to %(longest)s."), params={"longest": str(LONGEST_INTERVAL)}
        )
    count = parts.get("COUNT", "1")
    if not count.isdecimal() or int(count) < 1:
        raise ValidationError(_("COUNT is how many cycles there will be, 1 or more."))
    if "COUNT" in parts and "UNTIL" in parts:
        raise ValidationError(_("Say either how many cycles (COUNT) or until when (UNTIL), not both."))
    if parts["FREQ"] == "WEEKLY" and parts.keys() & {"BYMONTHDAY", "BYSETPOS"}:
        raise ValidationError(_("A weekly rule has days of the week (BYDAY), no days of the month."))


def read_rule(text: str, starts_on: date) -> rrule:
    """The rule as openings at midnight of each day, counted from ``starts_on``. Raises ValidationError."""
    parts = parts_of(text)
    if "UNTIL" in parts:
        parts["UNTIL"] = parts["UNTIL"].partition("T")[0]
    try:
        rule = rrulestr(
            ";".join(f"{name}={value}" for name, value in parts.items()), dtstart=datetime.combine(starts_on, time())
        )
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as refusal:
        raise ValidationError(_("“%(rule)s” can’t be read as a rule."), params={"rule": text}) from refusal
    if not isinstance(rule, rrule):
        raise ValidationError(_("“%(rule)s” can’t be read as a rule."), params={"rule": text})
    return rule


def opening_days(text: str, starts_on: date) -> Iterator[date]:
    """The days on which nominations open, the first one first. Raises ValidationError for what can't be read."""
    try:
        for moment in read_rule(text, starts_on):
            yield moment.date()
    except IndexError as refusal:  # a part out of its range, which dateutil meets only on its way
        raise ValidationError(_("“%(rule)s” can’t be read as a rule."), params={"rule": text}) from refusal


def validate_rule(text: str, starts_on: date, nominate_days: int) -> None:
    """Refuse a rule that never comes, and one that would open a cycle while the one before takes nominations.

    Raises ValidationError with the reason.
    """
    limit = starts_on + timedelta(days=366 * YEARS_LOOKED_AT)
    coming = list(takewhile(lambda day: day < limit, islice(opening_days(text, starts_on), LOOKED_AT)))
    if not coming:
        raise ValidationError(_("By this rule nominations never open. Check the days and months in it."))
    shortest = min(((after - before).days for before, after in pairwise(coming)), default=None)
    if shortest is not None and nominate_days > shortest:
        raise ValidationError(
            _(
                "Nominations would be open for %(days)s days, but the next cycle opens after %(gap)s. "
                "Two cycles would take nominations at once: shorten the time to nominate, or run less often."
            ),
            params={"days": nominate_days, "gap": shortest},
        )


def rule_in_words(text: str) -> str:
    """The rule as people say it; the plain rules that the page offers have words of their own."""
    parts = {name: value for name, value in parts_of(text).items() if name not in {"WKST", "UNTIL"}}
    interval = int(parts.pop("INTERVAL", "1"))
    if parts.get("COUNT") == "1":
        return _("Once")
    parts.pop("COUNT", None)
    period = _period(parts.pop("FREQ"), interval)
    return _("%(period)s, %(day)s") % {"period": period, "day": _day(parts)} if _day(parts) else period


def _period(frequency: str, interval: int) -> str:
    if interval == 1:
        return {"WEEKLY": _("Every week"), "MONTHLY": _("Every month"), "YEARLY": _("Every year")}[frequency]
    if (frequency, interval) == ("MONTHLY", 3):
        return _("Every quarter")
    words = {
        "WEEKLY": _("Every %(count)s weeks"),
        "MONTHLY": _("Every %(count)s months"),
        "YEARLY": _("Every %(count)s years"),
    }
    return words[frequency] % {"count": interval}


def _day(parts: dict[str, str]) -> str:
    match parts:
        case {"BYMONTH": month, "BYMONTHDAY": day} if len(parts) == 2 and month.isdecimal() and day.isdecimal():
            return _("on %(day)s %(month)s") % {"day": day, "month": MONTHS[int(month)]}
        case {"BYMONTHDAY": "-1"} if len(parts) == 1:
            return _("on the last day")
        case {"BYMONTHDAY": day} if len(parts) == 1 and day.isdecimal():
            return _("on day %(day)s") % {"day": day}
        case {"BYDAY": day} if len(parts) == 1 and day in DAY_CODES:
            return _("on %(weekday)s") % {"weekday": WEEKDAYS[DAY_CODES.index(day)]}
        case {"BYDAY": day} if len(parts) == 1 and day[:1] == "1" and day[1:] in DAY_CODES:
            return _("on the first %(weekday)s") % {"weekday": WEEKDAYS[DAY_CODES.index(day[1:])]}
    return ""
