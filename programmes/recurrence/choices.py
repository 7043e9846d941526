"""The usual ways of running, as a person picks them on a page, and the rule that each of them is."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from programmes.recurrence.rule import DAY_CODES, WEEKDAY, last_day, parts_of

# A month that has no such day would be left out.
LAST_SAFE_DAY = 28
WORKING = "MO,TU,WE,TH,FR"
MONTHS_OF = {"monthly": 1, "quarterly": 3}
OWN = "own"


@dataclass(frozen=True)
class FrequencyChoice:
    """What is picked: ``how`` (weekly, monthly, quarterly, yearly, once, own), every how many weeks, months or years, and
    the day: ``ordinal`` (1 to 4, or -1 for the last) of ``weekday`` (MO to SU, working, day), or the day of the first
    opening where no ordinal is picked. It ends after ``count`` cycles, or on ``until``, or never.
    """

    how: str
    every: int = 1
    ordinal: str = ""
    weekday: str = "MO"
    count: int | None = None
    until: date | None = None


def rule_of(choice: FrequencyChoice, starts_on: date) -> str:
    """The rule of a choice; a first opening on the last days of a month stands for its last day."""
    if choice.how == "once":
        return "FREQ=YEARLY;COUNT=1"
    every = choice.every * MONTHS_OF.get(choice.how, 1)
    pieces = ["FREQ=" + {"weekly": "WEEKLY", "yearly": "YEARLY"}.get(choice.how, "MONTHLY")]
    if every > 1:
        pieces.append(f"INTERVAL={every}")
    if choice.how == "weekly":
        pieces.append(f"BYDAY={DAY_CODES[starts_on.weekday()]}")
    elif choice.how == "yearly":
        pieces += [f"BYMONTH={starts_on.month}", _day(choice, starts_on, yearly=True)]
    else:
        pieces.append(_day(choice, starts_on))
    if choice.count:
        pieces.append(f"COUNT={choice.count}")
    if choice.until:
        pieces.append(f"UNTIL={choice.until:%Y%m%d}")
    return ";".join(pieces)


def _day(choice: FrequencyChoice, starts_on: date, *, yearly: bool = False) -> str:
    if not choice.ordinal:
        last = starts_on.day > LAST_SAFE_DAY and not (yearly and starts_on.month != 2)
        return f"BYMONTHDAY={-1 if last else starts_on.day}"
    if choice.weekday == "working":
        return f"BYDAY={WORKING};BYSETPOS={choice.ordinal}"
    if choice.weekday == "day":
        return f"BYMONTHDAY={choice.ordinal}"
    return f"BYDAY={choice.ordinal}{choice.weekday}"


def choice_of(rule: str, starts_on: date | None) -> FrequencyChoice:
    """The choice that makes this rule; one that none makes is a rule of one's own."""
    own = FrequencyChoice(OWN)
    try:
        parts = parts_of(rule)
        picked = _picked(parts)
    except (ValidationError, ValueError):
        return own
    if starts_on is None or picked is None or parts_of(rule_of(picked, starts_on)) != parts:
        return own
    return picked


def _picked(parts: dict[str, str]) -> FrequencyChoice | None:
    if parts == {"FREQ": "YEARLY", "COUNT": "1"}:
        return FrequencyChoice("once")
    how = {"WEEKLY": "weekly", "MONTHLY": "monthly", "YEARLY": "yearly"}.get(parts["FREQ"])
    every = int(parts.get("INTERVAL", "1"))
    if how is None:
        return None
    if how == "monthly" and every % 3 == 0:
        how, every = "quarterly", every // 3
    ordinal, weekday = ("", "MO") if how == "weekly" else _day_picked(parts)
    count = int(parts["COUNT"]) if "COUNT" in parts else None
    return FrequencyChoice(how, every, ordinal, weekday, count, last_day(parts))


def _day_picked(parts: dict[str, str]) -> tuple[str, str]:
    """The ordinal and the kind of day that a rule names; the day of the first opening where it names a day of the month."""
    if parts.get("BYDAY") == WORKING:
        return parts.get("BYSETPOS", ""), "working"
    known = WEEKDAY.fullmatch(parts.get("BYDAY", ""))
    return (known.group(1) or "", known.group(2)) if known else ("", "MO")
