"""Which entries of a round go through."""

from collections.abc import Sequence
from typing import Final

from judging.calculations.rounds.tallied import SAME, Tallied

EVERY: Final = "every"
TOP: Final = "top"
ABOVE: Final = "above"


class UnknownCut(ValueError):
    """A rule that does not exist, or one that lacks its number."""


def through(rows: Sequence[Tallied], kind: str, value: float | None) -> set[str]:
    """The entries that go through, ties always included: who stands level with the last one comes along.

    ``top``: the first ``value`` by rank. ``above``: a score of at least ``value``. ``every``: all of them. An entry of
    which no vote says anything is never cut, since nobody has spoken against it.
    """
    if kind == EVERY:
        return {row.entry for row in rows}
    if value is None or kind not in (TOP, ABOVE):
        raise UnknownCut(f"The cut-off {kind} {value} is not a rule.")
    return {row.entry for row in rows if row.rank is None or row.score is None or _passes(row, kind, value)}


def _passes(row: Tallied, kind: str, value: float) -> bool:
    if kind == TOP:
        return row.rank is not None and row.rank <= value
    return row.score is not None and row.score >= value - SAME
