"""What a score may be, for score sheets and samples alike."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from judging.queries.sheets import Held
from judging.refusals import OffTheScale, Unscored
from programmes.models import Rulebook


def check_scale(
    rulebook: Rulebook | None, values: Mapping[str, Decimal], comments: Mapping[str, str], held: Mapping[str, Held]
) -> None:
    """Raises OffTheScale for a code that the sheet does not ask for, or a value that is not on the scale."""
    low, high = (rulebook.scale_low, rulebook.scale_high) if rulebook else (0, 0)
    for code in [*values, *comments]:
        if code not in held:
            raise OffTheScale(_("“%(code)s” is not scored in this category.") % {"code": code})
    for code, value in values.items():
        if not (value.is_finite() and low <= value <= high):
            raise OffTheScale(
                _("%(criterion)s: %(value)s is not on the scale from %(low)s to %(high)s.")
                % {"criterion": held[code].title, "value": value, "low": low, "high": high}
            )


def check_worded(comments: Mapping[str, str], values: Mapping[str, Decimal], held: Mapping[str, Held]) -> None:
    """Words are kept with a score: there is no row for them without one. Raises Unscored."""
    worded = [code for code, words in comments.items() if words]
    alone = [held[code].title for code in worded if code not in values and held[code].score is None]
    if alone:
        raise Unscored(_("Give a score with your words: %(missing)s.") % {"missing": ", ".join(alone)}, alone)
