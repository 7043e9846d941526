"""One version of the rules as plain JSON values, for keeping what was said at some moment."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from programmes.plans.lines import CategoryLine, CriterionLine, EligibilityLine, JudgingLine, QuestionLine, RulesLine

Tree = dict[str, Any]


def rules_tree(rules: RulesLine) -> Tree:
    """The rules as dictionaries, lists, texts and numbers; ``rules_from_tree`` gives the same rules back."""
    tree = asdict(rules)
    for criterion in tree["criteria"]:
        criterion["weights"] = {code: f"{weight:f}" for code, weight in criterion["weights"].items()}
        criterion["levels"] = {str(value): text for value, text in criterion["levels"].items()}
    return tree


def rules_from_tree(tree: Tree) -> RulesLine:
    """The rules that a tree was made of."""
    return RulesLine(
        categories=tuple(
            CategoryLine(**{**line, "job_roles": tuple(line["job_roles"])}) for line in tree["categories"]
        ),
        criteria=tuple(_criterion(line) for line in tree["criteria"]),
        eligibility=tuple(
            EligibilityLine(**{**line, "listed": tuple(line.get("listed", ()))}) for line in tree["eligibility"]
        ),
        judging=JudgingLine(**{**tree["judging"], "tie_break": tuple(tree["judging"]["tie_break"])}),
        questions=tuple(_question(line) for line in tree.get("questions", [])),
    )


def _criterion(line: Tree) -> CriterionLine:
    weights = {code: Decimal(weight) for code, weight in line["weights"].items()}
    levels = {int(value): text for value, text in line["levels"].items()}
    return CriterionLine(**{**line, "weights": weights, "levels": levels})


def _question(line: Tree) -> QuestionLine:
    return QuestionLine(**{**line, "choices": tuple(line["choices"]), "categories": tuple(line["categories"])})
