"""How often a programme runs, as an RFC 5545 rule: the one place that reads it, refuses it, says it and offers it."""

from programmes.recurrence.choices import FrequencyChoice, choice_of, rule_of
from programmes.recurrence.rule import (
    NOMINATE_DAYS,
    STARTS_ON,
    opening_days,
    openings_in_a_year,
    parts_of,
    read_rule,
    recurrence_fault,
    validate_rule,
)
from programmes.recurrence.words import rule_in_words

__all__ = [
    "NOMINATE_DAYS",
    "STARTS_ON",
    "FrequencyChoice",
    "choice_of",
    "opening_days",
    "openings_in_a_year",
    "parts_of",
    "read_rule",
    "recurrence_fault",
    "rule_in_words",
    "rule_of",
    "validate_rule",
]
