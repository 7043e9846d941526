"""Whether a rule of a programme file is one that a programme can run by."""

from datetime import date

from django.core.exceptions import ValidationError

from programmes.recurrence import validate_rule


def recurrence_fault(rule: str, starts_on: date, nominate_days: int) -> str:
    """What is wrong with a rule, in words; empty where nothing is."""
    try:
        validate_rule(rule, starts_on, nominate_days)
    except ValidationError as fault:
        return " ".join(fault.messages)
    return ""
