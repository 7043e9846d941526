"""Dates as Laurel writes them: “Friday 4 December 2026, 5 pm”, in the time zone that is in force."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import pgettext

register = template.Library()


def _local(value: date | datetime | None) -> date | datetime | None:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def day(value: date | datetime | None) -> str:
    """Friday 4 December 2026."""
    local = _local(value)
    return written(local, pgettext("date format", "l j F Y")) if local else ""


@register.filter
def day_short(value: date | datetime | None) -> str:
    """Fri 4 Dec."""
    local = _local(value)
    return written(local, pgettext("date format", "D j M")) if local else ""


@register.filter
def day_plain(value: date | datetime | None) -> str:
    """4 December 2026."""
    local = _local(value)
    return written(local, pgettext("date format", "j F Y")) if local else ""


@register.filter
def hour(value: datetime | None) -> str:
    """5 pm, or 5.04 pm; noon and midnight by their names."""
    local = _local(value)
    if not isinstance(local, datetime):
        return ""
    if local.minute == 0 and local.hour in {0, 12}:
        return pgettext("time of day", "noon") if local.hour else pgettext("time of day", "midnight")
    half = pgettext("time of day", "am") if local.hour < 12 else pgettext("time of day", "pm")
    minutes = f".{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes} {half}"


@register.filter
def day_time(value: datetime | None) -> str:
    """Friday 4 December 2026, 5 pm."""
    return f"{day(value)}, {hour(value)}" if value else ""


@register.filter
def day_time_short(value: datetime | None) -> str:
    """Fri 4 Dec, 5 pm."""
    return f"{day_short(value)}, {hour(value)}" if value else ""


@register.filter
def how_lately(value: datetime | None, today: date) -> str:
    """Today, 8.51 am; Yesterday; 26 October; with the year where it is another."""
    local = _local(value)
    if not isinstance(local, datetime):
        return ""
    days = (today - local.date()).days
    if days == 0:
        return pgettext("when something happened", "Today, %(hour)s") % {"hour": hour(value)}
    if days == 1:
        return pgettext("when something happened", "Yesterday")
    return written(local, pgettext("date format", "j F")) if local.year == today.year else day_plain(value)
