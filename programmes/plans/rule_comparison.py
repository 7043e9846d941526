"""What differs between two versions of the rules, line by line and word by word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Literal

from django.utils.translation import gettext as _

from programmes.calculations.word_changes import Piece, word_changes
from programmes.plans.lines import RulesLine
from programmes.plans.rule_facts import Fact, Key, rule_facts

# The fields of a criterion or a question that may say nothing, and those that follow them.
FIELDS = (
    "title", "meaning", "service_standard", "objective", "weights", "levels",
    "kind", "help", "required", "choices", "categories", "shown_if", "for_judges",
)  # fmt: skip
PARTS = ("categories", "eligibility", "criteria", "questions", "judging")
Kind = Literal["changed", "new", "gone"]


@dataclass(frozen=True)
class FactChange:
    """One fact that differs. A text that one side lacks is empty there."""

    key: Key
    name: str
    before: str
    after: str

    @property
    def gone(self) -> list[Piece]:
        """The older text: what stayed and what went."""
        return [piece for piece in word_changes(self.before, self.after) if piece.kind != "new"]

    @property
    def new(self) -> list[Piece]:
        """The newer text: what stayed and what came."""
        return [piece for piece in word_changes(self.before, self.after) if piece.kind != "gone"]


@dataclass(frozen=True)
class LineChange:
    """A category, a criterion, a check, a question or the procedure that differs: its title, and each fact that does."""

    part: str
    code: str
    title: str
    kind: Kind
    facts: list[FactChange] = field(default_factory=list)

    @property
    def part_in_words(self) -> str:
        """What kind of line it is."""
        words = {
            "categories": _("Category"),
            "eligibility": _("Checked for every nomination"),
            "criteria": _("Criterion"),
            "questions": _("Question of the form"),
            "judging": _("Procedure"),
            "order": _("Order"),
        }
        return words[self.part]

    @property
    def kind_in_words(self) -> str:
        """What happened to it."""
        return {"changed": _("Changed"), "new": _("New"), "gone": _("Gone")}[self.kind]


def compare_rules(older: RulesLine, newer: RulesLine, objectives: Mapping[str, str] | None = None) -> list[LineChange]:
    """Every line that differs, in the order of the newer rules, with what is gone last in its part.

    ``objectives`` gives the statements of the programme's objectives by code.
    """
    before, after = _by_key(rule_facts(older, objectives)), _by_key(rule_facts(newer, objectives))
    changed = [key for key in [*after, *before] if _text(before, key) != _text(after, key)]
    ordered = sorted(dict.fromkeys(changed), key=lambda key: PARTS.index(key[0]))
    lines = _lines(ordered, before, after)
    return [*lines, *_order(older, newer)]


def changes_in(
    older: RulesLine, newer: RulesLine, parts: Iterable[str], objectives: Mapping[str, str] | None = None
) -> list[LineChange]:
    """Those of the changes that touch these parts of the rules, the order of their lines included."""
    wanted = set(parts)
    return [
        line
        for line in compare_rules(older, newer, objectives)
        if line.part in wanted or (line.part == "order" and line.code in wanted)
    ]


def _by_key(facts: list[Fact]) -> dict[Key, Fact]:
    return {fact.key: fact for fact in facts}


def _text(facts: dict[Key, Fact], key: Key) -> str:
    text = facts[key].text if key in facts else ""
    return _number(text) if key[2:3] == ("weights",) and text else text


def _number(text: str) -> str:
    try:
        return f"{Decimal(text).normalize():f}"
    except InvalidOperation:
        return text


def _lines(keys: list[Key], before: dict[Key, Fact], after: dict[Key, Fact]) -> list[LineChange]:
    known = {key[:2] for key in before}, {key[:2] for key in after}
    found: dict[Key, list[FactChange]] = {}
    for key in keys:
        fact = after.get(key) or before[key]
        found.setdefault(key[:2], []).append(FactChange(key, fact.name, _text(before, key), _text(after, key)))
    lines = []
    for line, facts in found.items():
        kind: Kind = "new" if line not in known[0] else "gone" if line not in known[1] else "changed"
        named = next(fact for fact in (*after.values(), *before.values()) if fact.key[:2] == line)
        lines.append(LineChange(line[0], line[1], named.of, kind, sorted(facts, key=_field)))
    return [line for _part, each in groupby(lines, lambda line: line.part) for line in sorted(each, key=_gone_last)]


def _field(fact: FactChange) -> int:
    """The place of a field among those of its line, so that one that is gone stands where it stood."""
    name = fact.key[2]
    return FIELDS.index(name) if name in FIELDS else len(FIELDS)


def _gone_last(line: LineChange) -> bool:
    return line.kind == "gone"


def _order(older: RulesLine, newer: RulesLine) -> list[LineChange]:
    """Categories, criteria and questions that both versions have, in another order."""
    changes = []
    for part, name, before, after in (
        ("categories", _("Order of the categories"), older.categories, newer.categories),
        ("criteria", _("Order of the criteria"), older.criteria, newer.criteria),
        ("questions", _("Order of the questions"), older.questions, newer.questions),
    ):
        both = {line.code for line in before} & {line.code for line in after}
        was = [line.title for line in before if line.code in both]
        now = [line.title for line in after if line.code in both]
        if [line.code for line in before if line.code in both] != [line.code for line in after if line.code in both]:
            fact = FactChange(("order", part), name, ", ".join(was), ", ".join(now))
            changes.append(LineChange("order", part, name, "changed", [fact]))
    return changes
