"""A plan as a programme file; what it writes, ``reading`` reads back as the same plan."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

import yaml

from programmes.plans import lines


class PlanDumper(yaml.SafeDumper):
    """Writes numbers as people do, and never an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _number(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    text = plain_number(value)
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


PlanDumper.add_representer(Decimal, _number)


def plain_number(value: Decimal) -> str:
    """A number without needless zeros: 40, 4.1."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def write_plan(plan: lines.Plan) -> str:
    """The file's text, keys in the order of the documentation, what is empty left out."""
    return yaml.dump(
        plan_tree(plan), Dumper=PlanDumper, sort_keys=False, allow_unicode=True, width=110, default_flow_style=False
    )


def plan_tree(plan: lines.Plan) -> dict[str, Any]:
    """The plan as plain dictionaries and lists, as the file nests them."""
    identity, rules = plan.identity, plan.rules
    tree: dict[str, Any] = {"slug": plan.slug, "title": identity.title, "purpose": identity.purpose}
    tree |= {"kinds": list(identity.kinds), "public": identity.public}
    tree |= _filled(identity, "accent", "commitment", "promised_by", "question", "invitation")
    tree["managers"] = list(plan.managers)
    tree |= {"objectives": [_filled(line) for line in plan.objectives]} if plan.objectives else {}
    tree |= {"options": [_option(line) for line in plan.options]} if plan.options else {}
    tree |= {"choice": _filled(plan.choice)} if plan.choice else {}
    tree["categories"] = [_filled(line) for line in rules.categories]
    tree["criteria"] = [_criterion(line) for line in rules.criteria]
    tree |= {"eligibility": [_filled(line) for line in rules.eligibility]} if rules.eligibility else {}
    tree |= {"questions": [_filled(line) for line in rules.questions]} if rules.questions else {}
    tree["judging"] = _judging(rules.judging)
    tree |= {"rewards": [_filled(line) for line in plan.rewards]} if plan.rewards else {}
    tree |= {"frequency": _filled(plan.frequency)} if plan.frequency else {}
    tree |= {"presentation": _filled(plan.presentation)} if plan.presentation else {}
    tree |= {"publicity": [_filled(line) for line in plan.publicity]} if plan.publicity else {}
    tree |= {"business_case": _case(plan.case)} if plan.case else {}
    tree |= {"launch": [_filled(line) for line in plan.launch]} if plan.launch else {}
    tree |= {"responsibilities": [_filled(line) for line in plan.responsibilities]} if plan.responsibilities else {}
    tree |= {"check_points": [_filled(line) for line in plan.check_points]} if plan.check_points else {}
    tree |= {"messages": [_message(line) for line in plan.messages]} if plan.messages else {}
    tree |= {"pilot_teams": list(plan.pilot_teams)} if plan.pilot_teams else {}
    tree |= {"track_opens": True} if plan.track_opens else {}
    tree |= {"second_look": True} if plan.second_look else {}
    return tree


def _filled(line: Any, *names: str) -> dict[str, Any]:
    """The fields that hold something, in their order; a number of 0 and a false are something."""
    values = {name: getattr(line, name) for name in names or [f.name for f in fields(line) if f.compare]}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value is not None and value not in ("", (), {})
    }


def _option(line: lines.OptionLine) -> dict[str, Any]:
    tree = {name: value for name, value in _filled(line).items() if name not in {"scores", "do_nothing"}}
    tree |= {"do_nothing": True} if line.do_nothing else {}
    scores = {
        score.objective: {"value": score.value, "reason": score.reason} if score.reason else score.value
        for score in line.scores
    }
    return tree | ({"scores": scores} if scores else {})


def _criterion(line: lines.CriterionLine) -> dict[str, Any]:
    tree: dict[str, Any] = {"code": line.code, "title": line.title}
    weights = set(line.weights.values())
    if len(weights) == 1:
        tree |= {"weight": weights.pop(), "categories": list(line.weights)}
    else:
        tree["weights"] = dict(line.weights)
    return tree | _filled(line, "meaning", "service_standard", "objective") | {"levels": dict(line.levels)}


def _judging(line: lines.JudgingLine) -> dict[str, Any]:
    tree = _filled(line)
    low, high = tree.pop("scale_low"), tree.pop("scale_high")
    return {"judges_per_entry": tree.pop("judges_per_entry"), "scale": [low, high], **tree}


def _message(line: lines.MessageLine) -> dict[str, Any]:
    return _filled(line) | {"send_at": line.send_at.isoformat(sep=" ", timespec="minutes")}


def _case(line: lines.CaseLine) -> dict[str, Any]:
    tree: dict[str, Any] = {"purpose": line.purpose, "summary": line.summary, "years": line.years}
    tree["discount_rate"] = line.discount_rate
    tree |= {"costs": [_cost(part) for part in line.costs]} if line.costs else {}
    tree |= {"benefits": [_benefit(part) for part in line.benefits]} if line.benefits else {}
    tree |= {"risks": [_filled(part) for part in line.risks]} if line.risks else {}
    return tree


def _cost(line: lines.CostLine) -> dict[str, Any]:
    staff = line.staff
    if staff is None:
        return _filled(line)
    hours = [staff.hours_low, staff.hours, staff.hours_high]
    given = {"hours": hours if len(set(hours)) > 1 else hours[0], **_filled(staff, "people", "hourly_rate")}
    return {"title": line.title, "staff": given} | _filled(line, "once", "said_by")


def _benefit(line: lines.BenefitLine) -> dict[str, Any]:
    """Nothing in money is left out where words tell the benefit."""
    tree = _filled(line)
    if line.in_words and not line.high:
        return {name: value for name, value in tree.items() if name not in {"low", "central", "high"}}
    return tree
