"""What the results page shows of a stored result, worked out before any entry is read."""

from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from judging.models import Result

MOST_CLOSE = 40


@dataclass(frozen=True)
class Outline:
    """Which entries of a result a page shows, before anything of them is read. Each is a row of the result's figures."""

    result: Result
    close: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    unranked: list[dict[str, Any]]
    scored: list[dict[str, Any]]
    rest: int
    count: int
    close_count: int

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The rows that the page has."""
        return [*self.close, *self.rows, *self.unranked]

    @cached_property
    def leaders(self) -> list[dict[str, Any]]:
        """Who is first by the method, and who has the highest plain average; nobody where nobody is scored."""
        if not self.scored:
            return []
        highest = max(entry["raw"] for entry in self.scored)
        return [self.scored[0], next(entry for entry in self.scored if entry["raw"] >= highest - 1e-9)]

    @property
    def references(self) -> set[str]:
        """What has to be read to show it."""
        return {entry["entry"] for entry in [*self.shown, *self.leaders]}


def outline_of(result: Result, judged: Container[str], most: int | None) -> Outline:
    """The ranking in its order: those too close to call, then others, to ``most`` rows in all; None shows everything.

    Of those too close to call more are shown than ``most``, but not hundreds: that many are a whole field without order.

    ``judged`` are the references that still stand.
    """
    here = [entry for entry in result.figures["entries"] if entry["entry"] in judged]
    ordered = sorted(here, key=lambda e: (e["block"] or 10**6, e["rank"] or 10**6, e["entry"]))
    ranked = [entry for entry in ordered if entry["rank"] is not None]
    close = [entry for entry in ranked if entry["too_close"]]
    rows = [entry for entry in ranked if not entry["too_close"]]
    kept = len(rows) if most is None else max(most - len(close), 0)
    nearest = close if most is None else close[:MOST_CLOSE]
    rest = max(len(rows) - kept, 0) + len(close) - len(nearest)
    unranked = [entry for entry in ordered if entry["rank"] is None] if not rest else []
    return Outline(
        result=result,
        close=nearest,
        rows=rows[:kept],
        unranked=unranked,
        scored=[entry for entry in ranked if entry["raw"] is not None and entry["rank"]],
        rest=rest,
        count=len(ranked),
        close_count=len(close),
    )
