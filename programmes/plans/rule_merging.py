"""Two people's changes of the same rules, brought together."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from programmes.plans.lines import RulesLine


def merged_rules(base: RulesLine, theirs: RulesLine, mine: RulesLine) -> RulesLine:
    """``mine`` wherever it differs from ``base``, else ``theirs``: field by field, weights and levels each for itself.

    What either added stays; what either removed goes, unless the other has changed it since. The order is mine.
    """
    return RulesLine(
        categories=_merged_lines(base.categories, theirs.categories, mine.categories),
        criteria=_merged_lines(base.criteria, theirs.criteria, mine.criteria),
        eligibility=_merged_lines(base.eligibility, theirs.eligibility, mine.eligibility),
        judging=_merged(base.judging, theirs.judging, mine.judging),
        questions=_merged_lines(base.questions, theirs.questions, mine.questions),
    )


def _merged_lines(base: Sequence[Any], theirs: Sequence[Any], mine: Sequence[Any]) -> tuple[Any, ...]:
    was, their, my = ({line.code: line for line in lines} for lines in (base, theirs, mine))
    merged = []
    for code in [*my, *(code for code in their if code not in my)]:
        both = code in my and code in their
        if both:
            merged.append(_merged(was.get(code, their[code]), their[code], my[code]))
        elif code not in was or was[code] != (my.get(code) or their.get(code)):
            merged.append(my.get(code) or their[code])  # one added it, or changed what the other removed
    return tuple(merged)


def _merged(base: Any, theirs: Any, mine: Any) -> Any:
    chosen = {}
    for each in fields(mine):
        was, their, my = (getattr(line, each.name) for line in (base, theirs, mine))
        chosen[each.name] = _merged_table(was, their, my) if isinstance(my, dict) else their if my == was else my
    return replace(mine, **chosen)


def _merged_table(base: dict[Any, Any], theirs: dict[Any, Any], mine: dict[Any, Any]) -> dict[Any, Any]:
    merged = {}
    for key in [*mine, *(key for key in theirs if key not in mine)]:
        value = theirs.get(key) if mine.get(key) == base.get(key) else mine.get(key)
        if value is not None:
            merged[key] = value
    return merged
