from django.utils.formats import date_format
from django.utils.translation import gettext as _

from nominations.enums import Medium
from nominations.models import Nomination
from nominations.queries.window import came_in_grace


def how_it_came(nomination: Nomination) -> list[str]:
    """What is worth knowing of the way a nomination took, in sentences; nothing for an online form in good time."""
    words = []
    if nomination.supports is not None:
        words.append(_("In support of %(reference)s.") % {"reference": nomination.supports})
    if nomination.medium != Medium.ONLINE:
        words.append(_("Came by: %(medium)s.") % {"medium": nomination.get_medium_display()})
    if nomination.received_on is not None:
        words.append(_("Given on %(day)s.") % {"day": date_format(nomination.received_on, "l j F Y")})
    if nomination.keyed_by is not None:
        words.append(_("Keyed in by %(name)s.") % {"name": nomination.keyed_by.full_name})
    if came_in_grace(nomination):
        words.append(_("It came within the two minutes of grace after nominations closed, which the rules allow."))
    return [" ".join(words)] if words else []
