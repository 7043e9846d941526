"""What a version of a business case says otherwise than the one it follows."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from programmes.calculations.business_case import CaseFigures
from programmes.enums import CaseState
from programmes.models import BusinessCase
from programmes.plans.case_changes import CaseChanges, case_changes
from programmes.queries.case_figures import figures_of
from programmes.queries.plans import case_line


@dataclass(frozen=True)
class Comparison:
    """The earlier version, its figures, and what changed since."""

    before: BusinessCase
    figures: CaseFigures
    changes: CaseChanges


def comparison_of(case: BusinessCase, versions: list[BusinessCase]) -> Comparison | None:
    """Against the last of the ``versions`` (the newest first) that was approved before this one, else against the one just
    before; None for the first.
    """
    earlier = [each for each in versions if each.version < case.version]
    approved = [each for each in earlier if each.state == CaseState.APPROVED]
    if not earlier:
        return None
    before = (approved or earlier)[0]
    prefetch_related_objects([before], "costs", "benefits", "risks")
    return Comparison(before, figures_of(before), case_changes(case_line(before), case_line(case)))
