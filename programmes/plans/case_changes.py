"""What one version of a business case says otherwise than another, line by line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from programmes.plans.lines import BenefitLine, CaseLine, CostLine, RiskLine

Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class LineChange:
    """A line that is new, gone or otherwise than before; ``before`` and ``after`` are the lines, None where there is none.

    ``fields`` are the names of what differs in a changed line.
    """

    kind: Kind
    title: str
    before: CostLine | BenefitLine | RiskLine | None
    after: CostLine | BenefitLine | RiskLine | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseChanges:
    """Everything that differs; the summary, years and rate as (before, after), None where they are the same."""

    costs: tuple[LineChange, ...]
    benefits: tuple[LineChange, ...]
    risks: tuple[LineChange, ...]
    summary: tuple[str, str] | None
    years: tuple[int, int] | None
    discount_rate: tuple[Any, Any] | None

    def __bool__(self) -> bool:
        return any([self.costs, self.benefits, self.risks, self.summary, self.years, self.discount_rate])


def case_changes(before: CaseLine, after: CaseLine) -> CaseChanges:
    """What ``after`` says otherwise than ``before``. Lines are the same line where their titles are."""
    return CaseChanges(
        costs=_changes(before.costs, after.costs),
        benefits=_changes(before.benefits, after.benefits),
        risks=_changes(before.risks, after.risks),
        summary=_pair(before, after, lambda case: case.summary),
        years=_pair(before, after, lambda case: case.years),
        discount_rate=_pair(before, after, lambda case: case.discount_rate),
    )


def _pair(before: CaseLine, after: CaseLine, of: Callable[[CaseLine], Any]) -> tuple[Any, Any] | None:
    return None if of(before) == of(after) else (of(before), of(after))


def _changes(before: Sequence[Any], after: Sequence[Any]) -> tuple[LineChange, ...]:
    """In the order of the later version, what is gone at the end; two lines of one title are paired in their order."""
    left = list(before)
    found = []
    for line in after:
        former = next((each for each in left if each.title == line.title), None)
        if former is None:
            found.append(LineChange("added", line.title, None, line))
            continue
        left.remove(former)
        if former != line:
            found.append(LineChange("changed", line.title, former, line, _different(former, line)))
    return (*found, *(LineChange("removed", line.title, line, None) for line in left))


def _different(before: Any, after: Any) -> tuple[str, ...]:
    return tuple(name for name in vars(after) if getattr(before, name) != getattr(after, name))
