"""Whether an objective is specific, measurable, achievable, relevant and timed (M1), as far as a program can tell.

Doran 1981, "There's a S.M.A.R.T. way to write management's goals and objectives", Management Review 70(11).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

Letter = Literal["specific", "measurable", "achievable", "relevant", "timed"]
Lack = Literal[
    "", "empty", "short", "no-measure", "no-baseline", "no-target", "no-figures", "no-change", "unknown",
    "no-strategy", "no-date", "past", "no-figures-kept",
]  # fmt: skip

FEWEST_WORDS: Final = 6


@dataclass(frozen=True)
class Facts:
    """What is known of an objective on ``today``. ``kpis`` are the names of figures that the organisation measures."""

    statement: str
    measure: str
    baseline: Decimal | None
    target: Decimal | None
    due: date | None
    strategy: str
    today: date
    kpis: Collection[str] = ()


@dataclass(frozen=True)
class Check:
    """One letter: met, or what is lacking; ``met`` is None where it cannot be told before another letter is met.

    A measure whose figures nobody keeps yet is met, and says so.
    """

    letter: Letter
    met: bool | None
    lack: Lack = ""


def check(facts: Facts) -> tuple[Check, ...]:
    """The five letters in their order."""
    return _specific(facts), _measurable(facts), _achievable(facts), _relevant(facts), _timed(facts)


def _specific(facts: Facts) -> Check:
    words = len(facts.statement.split())
    if words < FEWEST_WORDS:
        return Check("specific", False, "short" if words else "empty")
    return Check("specific", True)


def _measurable(facts: Facts) -> Check:
    if not facts.measure.strip():
        return Check("measurable", False, "no-measure")
    if facts.baseline is None and facts.target is None:
        return Check("measurable", False, "no-figures")
    if facts.baseline is None:
        return Check("measurable", False, "no-baseline")
    if facts.target is None:
        return Check("measurable", False, "no-target")
    return Check("measurable", True, "" if _is_kept(facts) else "no-figures-kept")


def _achievable(facts: Facts) -> Check:
    if facts.baseline is None or facts.target is None:
        return Check("achievable", None, "unknown")
    if facts.baseline == facts.target:
        return Check("achievable", False, "no-change")
    return Check("achievable", True)


def _relevant(facts: Facts) -> Check:
    if facts.strategy.strip() or _is_kept(facts):
        return Check("relevant", True)
    return Check("relevant", False, "no-strategy")


def _timed(facts: Facts) -> Check:
    if facts.due is None:
        return Check("timed", False, "no-date")
    return Check("timed", True) if facts.due >= facts.today else Check("timed", False, "past")


def _is_kept(facts: Facts) -> bool:
    """Whether the organisation measures what the objective names."""
    measure = facts.measure.strip().casefold()
    return bool(measure) and measure in {name.strip().casefold() for name in facts.kpis}
