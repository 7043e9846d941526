"""What nominees may see of their scores: as much as the rulebook promised, in one sentence."""

from django.utils.translation import gettext as _

from judging.queries.feedback import criterion_means
from programmes.enums import Feedback
from programmes.models import Cycle


def feedback_of(cycle: Cycle) -> dict[int, str]:
    """By entry: the mean of the judges' scores for each criterion, in words; nothing where the rulebook gives nothing."""
    rules = cycle.rulebook
    if rules is None or rules.feedback == Feedback.NONE:
        return {}
    found: dict[int, list[str]] = {}
    for entry_id, _criterion, title, mean in criterion_means(cycle):
        said = _("%(criterion)s: %(mean).1f of %(top)s") % {"criterion": title, "mean": mean, "top": rules.scale_high}
        found.setdefault(entry_id, []).append(said)
    return {entry_id: "; ".join(parts) + "." for entry_id, parts in found.items()}
