"""Plain rules for tests that need no database."""

from dataclasses import replace
from decimal import Decimal

from programmes.plans.lines import CategoryLine, CriterionLine, EligibilityLine, JudgingLine, RulesLine

STARS = RulesLine(
    categories=(CategoryLine("individual", "Service Star"),),
    criteria=(
        CriterionLine(
            "impact", "Impact", {"individual": Decimal(60)}, {1: "Little.", 5: "A lot."}, meaning="What it changed."
        ),
        CriterionLine("care", "Care", {"individual": Decimal(40)}, {1: "Cold.", 5: "Kind."}),
    ),
    eligibility=(EligibilityLine("not-self", "not-self", "Is named by somebody else"),),
    judging=JudgingLine(tie_break=("criterion:impact", "chair")),
)


def with_criterion(rules, code, **changes):
    """These rules with one criterion changed."""
    return replace(
        rules, criteria=tuple(replace(line, **changes) if line.code == code else line for line in rules.criteria)
    )
