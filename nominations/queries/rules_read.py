"""What the rules of a cycle say about who may be nominated, read at once."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from prepared import Place, prepared
from programmes.models import Category, Cycle, EligibilityRule, Programme
from programmes.queries.pilot import PilotScope, pilot_scope

COLUMNS = ("what", "key", "number", "code", "kind", "title", "listed")


@dataclass
class RulesRead:
    """The eligibility rules, the categories by id with their titles, the job roles that each is for, and the pilot."""

    rules: list[EligibilityRule] = field(default_factory=list)
    categories: dict[int, str] = field(default_factory=dict)
    roles: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    pilot: PilotScope = field(default_factory=PilotScope)


def rules_read(cycle: Cycle) -> RulesRead:
    """Rules, categories with their job roles, and the pilot; one query: three lists laid under one another.

    Two more while the programme is a pilot.
    """
    if cycle.rulebook_id is None:
        return RulesRead(pilot=pilot_scope(cycle.programme_id))
    laid = _laid_under(rulebook=cycle.rulebook_id, programme=cycle.programme_id)
    read, is_pilot = RulesRead(), False
    for what, key, number, code, kind, title, listed in sorted(laid, key=lambda row: (row[0], row[1])):
        if what == "rule":
            rule = EligibilityRule(
                pk=key, rulebook_id=cycle.rulebook_id, code=code, kind=kind, value=number, title=title
            )
            rule.listed = json.loads(listed or "[]")
            read.rules.append(rule)
        elif what == "category":
            read.categories[key] = title
            if number is not None:
                read.roles[key].add(number)
        else:
            is_pilot = True
    if is_pilot:
        read.pilot = pilot_scope(cycle.programme_id)
    return read


@prepared(rulebook=int, programme=int)
def _laid_under(rulebook: Place, programme: Place) -> QuerySet[EligibilityRule, Any]:
    rules = EligibilityRule.objects.filter(rulebook=rulebook)
    categories = Category.objects.filter(rulebook=rulebook)
    pilot = Programme.pilot_teams.through.objects.filter(programme=programme)
    shown = _laid(
        rules, "rule", number=F("value"), code=F("code"), kind=F("kind"), title=F("title"), listed=F("listed")
    )
    laid: QuerySet[EligibilityRule, Any] = shown.union(
        _laid(categories, "category", number=F("job_roles"), code=F("code"), title=F("title")),
        _laid(pilot, "pilot"),
        all=True,
    )
    return laid


def _laid(rows: Any, what: str, **columns: Any) -> Any:
    number = Cast(columns.pop("number", Value(None)), IntegerField())
    texts = {name: Cast(columns.get(name, Value("")), CharField()) for name in ("code", "kind", "title", "listed")}
    return rows.order_by().values_list(Value(what), F("pk"), number, *texts.values())
