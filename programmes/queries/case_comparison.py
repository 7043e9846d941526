"""What a version of a business case says otherwise than the one it follows."""

from dataclasses import dataclass

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


def comparison_of(case: BusinessCase) -> Comparison | None:
    """Against the last version that was approved before this one, else against the one just before; None for the first."""
    earlier = case.programme.business_cases.filter(version__lt=case.version).order_by("-version")
    before = earlier.filter(state=CaseState.APPROVED).first() or earlier.first()
    if before is None:
        return None
    return Comparison(before, figures_of(before), case_changes(case_line(before), case_line(case)))
