"""Which questions of a form are asked, given the category and what was answered. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Condition:
    """When a question is asked: in these categories (none means all), and after this answer to another (none: always)."""

    code: str
    categories: frozenset[int] = frozenset()
    shown_if: str = ""
    shown_for: str = ""


def asked(conditions: Sequence[Condition], category: int | None, answers: Mapping[str, str]) -> set[str]:
    """The codes of what is asked. A question waits for one that stands before it; where that is not asked, nor is this.

    Without a ``category`` only what every category asks is asked.
    """
    found: set[str] = set()
    for condition in conditions:
        fits = not condition.categories or category in condition.categories
        answered = condition.shown_if in found and answers.get(condition.shown_if) == condition.shown_for
        if fits and (not condition.shown_if or answered):
            found.add(condition.code)
    return found
