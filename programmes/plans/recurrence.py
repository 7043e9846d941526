"""Whether a text is an RFC 5545 rule that a programme can run by."""

from datetime import datetime

from dateutil.rrule import rrulestr

TOO_FINE = ("HOURLY", "MINUTELY", "SECONDLY")


def recurrence_fault(rule: str) -> str:
    """What is wrong with a rule, in words; empty where nothing is."""
    text = rule.strip().upper().removeprefix("RRULE:")
    if "\n" in text or (not text.startswith("FREQ=") and ";FREQ=" not in text):
        return "must be one RFC 5545 rule, such as FREQ=MONTHLY;BYMONTHDAY=1"
    if any(f"FREQ={unit}" in text for unit in TOO_FINE):
        return "must not run more often than once a day"
    try:
        first = next(iter(rrulestr(text, dtstart=datetime(2026, 1, 1))), None)  # noqa: DTZ001  # any day shows the fault
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return f"“{rule}” is no RFC 5545 rule ({error})"
    return "" if first else f"“{rule}” never happens"
