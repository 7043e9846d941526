"""Save one page of a draft's rules without undoing what somebody else saved meanwhile."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.refusals import StaleState
from programmes.models import Rulebook
from programmes.plans.lines import RulesLine
from programmes.plans.rule_comparison import LineChange, changes_in
from programmes.plans.rule_facts import rule_facts
from programmes.plans.rule_merging import merged_rules
from programmes.plans.rule_trees import rules_from_tree
from programmes.queries.objectives import statements_by_code
from programmes.queries.plans import rules_of
from programmes.services.rulebooks import change_rules, hold, require_changeable


@dataclass(frozen=True)
class ClashFact:
    """One field that somebody changed meanwhile: what it said, what they made of it, and what stands in my form."""

    name: str
    before: str
    theirs: str
    mine: str

    @property
    def both_changed(self) -> bool:
        """Whether I changed it too, and to something else."""
        return self.mine not in (self.before, self.theirs)


@dataclass(frozen=True)
class ClashLine:
    """A line of the rules that somebody changed meanwhile."""

    change: LineChange
    facts: list[ClashFact]


@dataclass(frozen=True)
class Clash:
    """What others saved since a page was opened: who and when, what it changed, and the revision that it made."""

    savings: list[tuple[User | None, datetime]]
    lines: list[ClashLine]
    revision: int


class EditedMeanwhile(StaleState):
    """Somebody saved the same page since it was opened; nothing was written."""

    def __init__(self, clash: Clash) -> None:
        super().__init__(_("Somebody has saved these rules since you opened the page."))
        self.clash = clash


@transaction.atomic
def save_part(
    *,
    rulebook: Rulebook,
    actor: User | None,
    seen: int | None = None,
    known: int | None = None,
    keep_both: bool = False,
    **parts: Any,
) -> bool:
    """Make ``parts`` (fields of RulesLine) what the draft says; returns whether anything changed.

    ``seen`` is the revision that the page was opened on, ``known`` the one that its author has been told of since; None
    is the present one. ``keep_both`` takes the others' words wherever the author changed nothing.
    Raises EditedMeanwhile where others have saved the same part after ``known``, and what ``change_rules`` raises.
    """
    hold(rulebook)
    require_changeable(rulebook)
    now = rules_of(rulebook)
    base = rules_seen(rulebook, seen, now)
    mine = _with(base, parts)
    if known is not None and known != rulebook.revision:
        if mine == base:
            return False
        clash = _clash(rulebook, seen if seen is not None else known, base, now, parts)
        if clash.lines:
            raise EditedMeanwhile(clash)
    wanted = merged_rules(base, now, mine) if keep_both else _with(now, parts)
    return change_rules(rulebook=rulebook, rules=wanted, actor=actor)


def rules_seen(rulebook: Rulebook, revision: int | None, now: RulesLine) -> RulesLine:
    """What the rules said at this revision; what they say now where nobody has saved since."""
    edit = rulebook.edits.filter(number=revision + 1).first() if revision is not None else None
    return rules_from_tree(edit.before) if edit else now


def _with(rules: RulesLine, parts: dict[str, Any]) -> RulesLine:
    """The rules with these parts; a category that is gone takes its weights with it, and what was asked in it alone."""
    changed: RulesLine = replace(rules, **parts)
    codes = {line.code for line in changed.categories}
    return replace(
        changed,
        criteria=tuple(
            replace(line, weights={code: weight for code, weight in line.weights.items() if code in codes})
            for line in changed.criteria
        ),
        questions=tuple(
            replace(line, categories=tuple(code for code in line.categories if code in codes))
            for line in changed.questions
            if not line.categories or codes.intersection(line.categories)
        ),
    )


def _clash(rulebook: Rulebook, seen: int, base: RulesLine, now: RulesLine, parts: dict[str, Any]) -> Clash:
    objectives = statements_by_code(rulebook.programme)
    mine = {fact.key: fact.text for fact in rule_facts(replace(base, **parts), objectives)}
    lines = [
        ClashLine(
            change,
            [ClashFact(fact.name, fact.before, fact.after, mine.get(fact.key, "")) for fact in change.facts],
        )
        for change in changes_in(base, now, parts, objectives)
    ]
    if "criteria" in parts:  # its form asks for a weight in each category, so these two matter to it
        lines += [
            ClashLine(change, []) for change in changes_in(base, now, ["categories"]) if change.kind in ("new", "gone")
        ]
    edits = rulebook.edits.filter(number__gt=seen).select_related("by")
    return Clash([(edit.by, edit.at) for edit in edits], lines, rulebook.revision)
