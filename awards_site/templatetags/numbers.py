"""Small counts as words: “three judges”, not “3 judges”."""

from datetime import datetime, timedelta
from decimal import Decimal

from django import template
from django.utils.formats import localize
from django.utils.translation import gettext as _

register = template.Library()
LARGEST = 12


@register.filter
def in_words(number: int) -> str:
    """The number as a word up to twelve, in digits beyond; ``|in_words|capfirst`` begins a sentence."""
    words = (
        _("none"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"),
        _("ten"), _("eleven"), _("twelve"),
    )  # fmt: skip
    return words[number] if 0 <= number <= LARGEST else str(number)


@register.filter
def without_zeros(value: Decimal) -> str:
    """4.39 for 4.3900, 1,200 for 1200.0000."""
    return str(localize(Decimal(f"{value.normalize():f}"), use_l10n=True))


@register.filter
def days_to(start: datetime, end: datetime) -> int:
    """Days from one moment to another, at least one: what has begun today has been going on for a day."""
    return max(1, round((end - start) / timedelta(days=1)))
