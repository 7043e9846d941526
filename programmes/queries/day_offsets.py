"""Days before and after the two days of a cycle that plans count from, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def days_from_opening(offset: int) -> str:
    """Such as "7 days before nominations open", for −7."""
    if offset == 0:
        return _("on the day nominations open")
    days = abs(offset)
    if offset < 0:
        return ngettext("%(n)d day before nominations open", "%(n)d days before nominations open", days) % {"n": days}
    return ngettext("%(n)d day after nominations open", "%(n)d days after nominations open", days) % {"n": days}


def days_from_announcement(offset: int) -> str:
    """Such as "7 days after the winners are named", for 7."""
    if offset == 0:
        return _("on the day the winners are named")
    days = abs(offset)
    if offset < 0:
        return ngettext("%(n)d day before the winners are named", "%(n)d days before the winners are named", days) % {
            "n": days
        }
    return ngettext("%(n)d day after the winners are named", "%(n)d days after the winners are named", days) % {
        "n": days
    }
