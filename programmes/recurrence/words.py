"""A rule as people say it."""

from datetime import date

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.recurrence.rule import DAY_CODES, WEEKDAY, last_day, parts_of

WORKING_DAYS = set(DAY_CODES[:5])


def rule_in_words(text: str, starts_on: date | None = None) -> str:
    """The rule as people say it; ``starts_on`` names the day of a rule that takes it from its first opening.

    Raises ValidationError for what is no rule.
    """
    parts = parts_of(text)
    if parts.get("COUNT") == "1":
        return _("Once, %(day)s") % {"day": _on(starts_on)} if starts_on and len(parts) == 2 else _("Once")
    said = [_period(parts), *_days(parts, starts_on)]
    if "COUNT" in parts:
        said.append(ngettext("%(count)s time", "%(count)s times", int(parts["COUNT"])) % {"count": parts["COUNT"]})
    if until := last_day(parts):
        said.append(_("until %(day)s") % {"day": date_format(until, "j F Y")})
    return ", ".join(said)


def _on(day: date) -> str:
    return _("on %(day)s") % {"day": date_format(day, "j F Y")}


def _period(parts: dict[str, str]) -> str:
    frequency, interval = parts["FREQ"], int(parts.get("INTERVAL", "1"))
    known = {
        ("DAILY", 1): _("Every day"),
        ("WEEKLY", 1): _("Every week"),
        ("MONTHLY", 1): _("Every month"),
        ("MONTHLY", 3): _("Every quarter"),
        ("MONTHLY", 6): _("Every half year"),
        ("YEARLY", 1): _("Every year"),
    }
    words = {
        "DAILY": _("Every %(count)s days"),
        "WEEKLY": _("Every %(count)s weeks"),
        "MONTHLY": _("Every %(count)s months"),
        "YEARLY": _("Every %(count)s years"),
    }
    return known.get((frequency, interval)) or words[frequency] % {"count": interval}


def _days(parts: dict[str, str], starts_on: date | None) -> list[str]:
    """The days that the rule names, each list of them a piece of the sentence."""
    months = [str(MONTHS[int(month)]) for month in _listed(parts, "BYMONTH")]
    in_month = _("in %(months)s") % {"months": _and(months)} if months else ""
    monthdays = [_month_day(int(day)) for day in _listed(parts, "BYMONTHDAY")]
    plain_day = len(months) == len(monthdays) == 1 and parts["BYMONTHDAY"].isdecimal() and "BYDAY" not in parts
    if plain_day and "BYSETPOS" not in parts:
        return [_("on %(day)s %(month)s") % {"day": parts["BYMONTHDAY"], "month": months[0]}]
    said = []
    if "BYDAY" in parts:
        said.append(_("on %(days)s") % {"days": _weekdays(parts)})
    if monthdays:
        words = _("where that is %(days)s") if said else _("on %(days)s")
        said.append(words % {"days": _and(monthdays)})
    if "BYYEARDAY" in parts:
        said.append(_("on day %(days)s of the year") % {"days": _and(_listed(parts, "BYYEARDAY"))})
    if "BYWEEKNO" in parts:
        said.append(_("in week %(weeks)s of the year") % {"weeks": _and(_listed(parts, "BYWEEKNO"))})
    if "BYSETPOS" in parts and "BYDAY" not in parts:
        said.append(
            _("only the %(which)s of these days") % {"which": _and([_nth(int(n)) for n in _listed(parts, "BYSETPOS")])}
        )
    if not said and starts_on is not None:
        said = _of_the_first(parts["FREQ"], starts_on, named_month=bool(months))
    return [*said, in_month] if in_month else said


def _of_the_first(frequency: str, starts_on: date, *, named_month: bool) -> list[str]:
    """What a rule that names no day takes from the day from which it counts."""
    if frequency == "DAILY":
        return [_("from %(day)s") % {"day": date_format(starts_on, "j F Y")}]
    if frequency == "WEEKLY":
        return [_("on %(days)s") % {"days": WEEKDAYS[starts_on.weekday()]}]
    if frequency == "YEARLY" and not named_month:
        return [_("on %(day)s %(month)s") % {"day": starts_on.day, "month": MONTHS[starts_on.month]}]
    return [_("on %(days)s") % {"days": _month_day(starts_on.day)}]


def _weekdays(parts: dict[str, str]) -> str:
    named = [known.groups() for day in _listed(parts, "BYDAY") if (known := WEEKDAY.fullmatch(day))]
    if "BYSETPOS" in parts:
        which = _and([_nth(int(n)) for n in _listed(parts, "BYSETPOS")])
        return _("the %(which)s %(day)s") % {"which": which, "day": _kind_of_day([code for _nth_, code in named])}
    if {code for _number, code in named} == WORKING_DAYS and not any(number for number, _code in named):
        return _("working days")
    return _and([_weekday(number, code, parts["FREQ"]) for number, code in named])


def _weekday(number: str | None, code: str, frequency: str) -> str:
    day = str(WEEKDAYS[DAY_CODES.index(code)])
    if number:
        return _("the %(which)s %(day)s") % {"which": _nth(int(number)), "day": day}
    return day if frequency in {"WEEKLY", "DAILY"} else _("every %(day)s") % {"day": day}


def _kind_of_day(codes: list[str]) -> str:
    if set(codes) == WORKING_DAYS:
        return _("working day")
    if set(codes) == set(DAY_CODES):
        return _("day")
    return _or([str(WEEKDAYS[DAY_CODES.index(code)]) for code in codes])


def _month_day(day: int) -> str:
    if day == -1:
        return _("the last day")
    if day < 0:
        return _("day %(day)s from the end") % {"day": -day}
    return _("day %(day)s") % {"day": day}


def _nth(number: int) -> str:
    known = {
        1: _("first"),
        2: _("second"),
        3: _("third"),
        4: _("fourth"),
        5: _("fifth"),
        -1: _("last"),
        -2: _("last but one"),
    }
    if number in known:
        return known[number]
    return _("%(number)sth") % {"number": number} if number > 0 else _("%(number)sth from last") % {"number": -number}


def _listed(parts: dict[str, str], name: str) -> list[str]:
    return parts[name].split(",") if name in parts else []


def _and(words: list[str]) -> str:
    return (
        _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
        if len(words) > 1
        else words[0]
    )


def _or(words: list[str]) -> str:
    return (
        _("%(first)s or %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]} if len(words) > 1 else words[0]
    )
