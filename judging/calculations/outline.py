"""What a page shows of a stored result: a few rows of thousands, and what is said of the whole."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any

from judging.calculations.methods import COMPARES_WITHIN_BLOCKS

FIRST_ROWS = 8
MOST_CLOSE = 40

Row = dict[str, Any]
"""An entry as it stands in a result's figures."""


@dataclass(frozen=True)
class Outline:
    """Plain values, so that it can be kept beside the figures and read in their place.

    ``close`` are those too close to call, ``rows`` other ranked entries, ``unranked`` those without a rank; ``rest`` counts
    the ranked ones that are not shown. ``leaders`` are who is first by the method and who has the highest plain average;
    nobody where nobody is scored. ``low`` is where a picture of the scale begins. ``was`` is the place that each of those
    shown would have by the plain average, ``totals`` their judges' totals, both by reference. ``notes`` are those of the
    whole, of its judges, and of the rows shown. ``sheets_in`` and ``entries_in`` count what was computed, None in an older one.
    """

    close: list[Row]
    rows: list[Row]
    unranked: list[Row]
    leaders: list[Row]
    rest: int
    count: int
    close_count: int
    low: int
    was: dict[str, int]
    totals: dict[str, list[Any]]
    judges: list[dict[str, Any]]
    alpha: float | None
    notes: dict[str, str]
    sheets_to_join: int
    sheets_in: int | None = None
    entries_in: int | None = None

    @property
    def references(self) -> set[str]:
        """The entries that have to be read to show it."""
        return {row["entry"] for row in [*self.close, *self.rows, *self.unranked, *self.leaders]}

    def counts_any_of(self, sheets: Iterable[tuple[str, int]]) -> bool:
        """Whether one of these sheets, by entry and judge, is in the totals that are shown."""
        return any(judge in (given for given, _total in self.totals.get(entry, ())) for entry, judge in sheets)


def outline_of(figures: dict[str, Any], judged: Container[str] | None, most: int | None) -> Outline:
    """The ranking in its order: those too close to call, then others, to ``most`` rows in all; None shows everything.

    Of those too close to call more are shown than ``most``, but not hundreds: that many are a whole field without order.
    ``judged`` are the references that still stand; None: all of them.
    """
    here = [row for row in figures["entries"] if judged is None or row["entry"] in judged]
    ordered = in_order(here, figures["method"])
    ranked = [row for row in ordered if row["rank"] is not None]
    close = [row for row in ranked if row["too_close"]]
    rows = [row for row in ranked if not row["too_close"]]
    kept = len(rows) if most is None else max(most - len(close), 0)
    nearest = close if most is None else close[:MOST_CLOSE]
    rest = max(len(rows) - kept, 0) + len(close) - len(nearest)
    unranked = [row for row in ordered if row["rank"] is None] if not rest else []
    apart = figures["method"] in COMPARES_WITHIN_BLOCKS
    leaders = _leaders([row for row in ranked if not apart or row["block"] == ranked[0]["block"]])
    shown = [*nearest, *rows[:kept], *unranked]
    references = dict.fromkeys(row["entry"] for row in [*shown, *leaders])
    return Outline(
        close=nearest,
        rows=rows[:kept],
        unranked=unranked,
        leaders=leaders,
        rest=rest,
        count=len(ranked),
        close_count=len(close),
        low=_low(figures["totals"]),
        was=_by_plain_average(figures["entries"], shown, apart=apart),
        totals={reference: figures["totals"].get(reference, []) for reference in references},
        judges=figures["judges"],
        alpha=figures["reliability"]["krippendorff_alpha"],
        notes={code: note for code, note in figures["notes"].items() if _is_about(code, references)},
        sheets_to_join=figures["sheets_to_join"],
        sheets_in=sum(map(len, figures["totals"].values()))
        + sum(code.startswith("sheet:") for code in figures["notes"]),
        entries_in=len(figures["entries"]),
    )


def in_order(rows: list[Row], method: str) -> list[Row]:
    """Best first, those without a rank last; block by block where the method compares within blocks only."""
    apart = method in COMPARES_WITHIN_BLOCKS
    return sorted(rows, key=lambda row: (apart and (row["block"] or 10**6), row["rank"] or 10**6, row["entry"]))


def _leaders(scored: list[Row]) -> list[Row]:
    if not scored:
        return []
    highest = max(row["raw"] for row in scored)
    return [scored[0], next(row for row in scored if row["raw"] >= highest - 1e-9)]


def _low(totals: dict[str, list[Any]]) -> int:
    """At 50 where nothing lies below, else at 40, 20 or 0."""
    least = min((total for given in totals.values() for _judge, total in given), default=0)
    return 50 if least >= 50 else int(least // 20) * 20


def _by_plain_average(entries: list[Row], shown: list[Row], *, apart: bool) -> dict[str, int]:
    """The place that each of those ``shown`` would have by the plain average, among all or, where blocks stand ``apart``, among
    those of its block; equals share one.
    """
    rising: defaultdict[int | None, list[float]] = defaultdict(list)
    for row in sorted((row for row in entries if row["raw"] is not None), key=lambda row: row["raw"]):
        rising[row["block"] if apart else None].append(row["raw"])
    places = {}
    for row in (row for row in shown if row["raw"] is not None):
        among = rising[row["block"] if apart else None]
        places[row["entry"]] = 1 + len(among) - bisect_right(among, row["raw"] + 1e-9)
    return places


def _is_about(code: str, references: Container[str]) -> bool:
    """Whether a note is about the whole, a judge, or an entry among these."""
    kind, _colon, thing = code.partition(":")
    return kind != "score" or thing in references
