"""Whom the rules can reach (M7)."""

from dataclasses import dataclass

from accounts.models import JobRole
from programmes.plans.lines import CategoryLine, RulesLine


@dataclass(frozen=True)
class Reach:
    """A job role that meets customers, and the categories with criteria that are open to it; none: it is left out."""

    role: str
    categories: list[CategoryLine]

    @property
    def reached(self) -> bool:
        """Whether people of this role can win something by these rules."""
        return bool(self.categories)


def coverage_of(rules: RulesLine) -> list[Reach]:
    """Every job role that meets customers, by name, with what it can win; one query.

    A category counts only where at least one criterion has a weight in it: without one nobody could be judged there.
    """
    judged = {code for line in rules.criteria for code in line.weights}
    open_ones = [line for line in rules.categories if line.code in judged]
    roles = JobRole.objects.filter(customer_facing=True).order_by("name").values_list("name", flat=True)
    return [Reach(role, [line for line in open_ones if not line.job_roles or role in line.job_roles]) for role in roles]


def roles_left_out(rules: RulesLine) -> list[str]:
    """The job roles that meet customers and can win nothing by these rules."""
    return [reach.role for reach in coverage_of(rules) if not reach.reached]
