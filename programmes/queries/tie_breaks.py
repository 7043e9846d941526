"""What happens to entries that stand level, in the words of the rules page."""

from django.utils.translation import gettext as _

from programmes.models import Rulebook

CRITERION = "criterion:"


def tie_breaks_in_words(rulebook: Rulebook) -> list[str]:
    """The rulebook's order, one sentence a step; the chair comes last, whether the rules say so or not."""
    titles = {criterion.code: criterion.title for criterion in rulebook.criteria.all()}
    fixed = {
        "raw": _("The higher mean of all judges’ totals, as they were given."),
        "median": _("The higher middle one of the judges’ totals."),
    }
    words = []
    for step in rulebook.tie_break:
        if step.startswith(CRITERION):
            title = titles.get(step.removeprefix(CRITERION), step)
            words.append(_("The higher mean for “%(criterion)s”.") % {"criterion": title})
        elif step in fixed:
            words.append(fixed[step])
    return [*words, _("The panel’s chair decides, and gives the reason in writing.")]
