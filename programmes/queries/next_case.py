"""What the next version of a business case begins with."""

from dataclasses import replace

from programmes.enums import CasePurpose, CaseState
from programmes.models import BusinessCase, Programme
from programmes.plans.lines import CaseLine
from programmes.queries.plans import case_line, last_approved, newest_case


def ground_of_next(programme: Programme) -> BusinessCase | None:
    """The version that the next one begins from: what was sent back, else the last that was approved, else the newest."""
    newest = newest_case(programme)
    if newest is not None and newest.state == CaseState.CHANGES_REQUESTED:
        return newest
    return last_approved(programme) or newest


def content_of_next(programme: Programme) -> CaseLine:
    """The draft's words and lines where there is one, else those that the next version begins with.

    Once a case has been approved, what follows asks to develop the programme (P6).
    """
    newest = newest_case(programme)
    if newest is not None and newest.state == CaseState.DRAFT:
        return case_line(newest)
    ground = ground_of_next(programme)
    content = case_line(ground) if ground is not None else CaseLine()
    return replace(content, purpose=CasePurpose.DEVELOP.value) if last_approved(programme) else content
