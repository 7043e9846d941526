"""What is laid down for a round, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.enums import Cut, RoundMode, Tally
from judging.models import Round


def cut_in_words(one: Round) -> str:
    """Who goes through, as a sentence."""
    if one.cut_value is None:
        return _("Every entry stays.")
    value = f"{one.cut_value.normalize():f}"
    if one.mode == RoundMode.QUALIFY:
        return _("An entry goes through with yes from %(value)s%% or more of those who are sure.") % {"value": value}
    if one.cut == Cut.ABOVE:
        return _("An entry goes through with %(value)s of 100 or more.") % {"value": value}
    if one.tally == Tally.STV:
        words = ngettext(
            "%(n)d of each category is elected.", "%(n)d of each category are elected.", int(one.cut_value)
        )
    else:
        words = ngettext(
            "The first %(n)d of each category goes through, and who is level with it.",
            "The first %(n)d of each category go through, and who is level with the last of them.",
            int(one.cut_value),
        )
    return words % {"n": int(one.cut_value)}
