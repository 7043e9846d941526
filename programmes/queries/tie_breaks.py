"""What happens to entries that stand level, in the words of the rules page."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from programmes.models import Category, Rulebook

CRITERION = "criterion:"


def tie_break_in(category: Category, rulebook: Rulebook) -> tuple[str, ...]:
    """The rulebook's order as it holds in one of its categories: a criterion that is not judged there parts nobody there."""
    elsewhere = rulebook.criteria.exclude(places__category=category).values_list("code", flat=True)
    unheard = {f"{CRITERION}{code}" for code in elsewhere}
    return tuple(step for step in rulebook.tie_break if step not in unheard)


def tie_breaks_in_words(rulebook: Rulebook, judged: Collection[str] | None = None) -> list[str]:
    """The rulebook's order, one sentence a step, or what of it holds where only the criteria of these codes are ``judged``; the
    chair comes last, whether the rules say so or not.
    """
    titles = {criterion.code: criterion.title for criterion in rulebook.criteria.all()}
    fixed = {
        "raw": _("The higher mean of all judges’ totals, as they were given."),
        "median": _("The higher middle one of the judges’ totals."),
    }
    words = []
    for step in rulebook.tie_break:
        if step.startswith(CRITERION):
            code = step.removeprefix(CRITERION)
            title = titles.get(code, step)
            if judged is None or code in judged:
                words.append(_("The higher mean for “%(criterion)s”.") % {"criterion": title})
        elif step in fixed:
            words.append(fixed[step])
    return [*words, _("The panel’s chair decides, and gives the reason in writing.")]
