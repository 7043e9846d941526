"""A template's dates, moved to the day on which somebody starts from it."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from programmes.plans.lines import Plan

WRITTEN_ON: Final = date(2026, 1, 1)
"""The day that every template in programmes/library counts its dates from."""


def moved_to(plan: Plan, day: date) -> Plan:
    """The plan with each date as far from ``day`` as it is from ``WRITTEN_ON``; objectives are due at the end of a month."""
    return replace(
        plan,
        objectives=tuple(
            line if line.due is None else replace(line, due=_end_of_month(_moved(line.due, day)))
            for line in plan.objectives
        ),
        launch=tuple(replace(line, due=_moved(line.due, day)) for line in plan.launch),
        messages=tuple(
            replace(line, send_at=datetime.combine(_moved(line.send_at.date(), day), line.send_at.time()))
            for line in plan.messages
        ),
        frequency=plan.frequency
        and (
            replace(plan.frequency, starts_on=_moved(plan.frequency.starts_on, day))
            if plan.frequency.starts_on
            else plan.frequency
        ),
    )


def _moved(due: date, day: date) -> date:
    return day + (due - WRITTEN_ON)


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
