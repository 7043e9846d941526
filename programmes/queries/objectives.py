from django.utils.translation import gettext as _

from programmes.models import Objective, Programme
from programmes.plans.lines import ObjectiveLine


def smart_gaps(objective: Objective | ObjectiveLine) -> list[str]:
    """What keeps an objective from being SMART (M1), as questions to its author; shown, never forbidden."""
    gaps = []
    if len(objective.statement.split()) < 6:
        gaps.append(_("Specific: who or what changes, and how? Say it in a whole sentence."))
    if not objective.measure:
        gaps.append(_("Measurable: which figure shows it?"))
    elif objective.baseline is None or objective.target is None:
        gaps.append(_("Measurable: where does the figure stand today, and where should it be?"))
    elif objective.baseline == objective.target:
        gaps.append(_("Achievable: the target is what you have today."))
    if not objective.strategy:
        gaps.append(_("Relevant: which line of the strategy or service goal does it serve?"))
    if objective.due is None:
        gaps.append(_("Time-bound: by when?"))
    return gaps


def statements_by_code(programme: Programme) -> dict[str, str]:
    """What each objective of a programme says, by its code; one query."""
    return dict(programme.objectives.values_list("code", "statement"))
