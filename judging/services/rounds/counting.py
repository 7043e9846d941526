"""The count of a round, category by category: votes in, rows of figures out; nothing is written."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from judging.calculations.rounds.cuts import through
from judging.calculations.rounds.majority import majority
from judging.calculations.rounds.paired import paired
from judging.calculations.rounds.positional import positional
from judging.calculations.rounds.tallied import Tallied, digest_of, in_order
from judging.calculations.rounds.transferable import transferable
from judging.enums import RoundMode, Tally
from judging.models import Round
from judging.queries.results import newest_result
from judging.queries.rounds.entries import entries_in
from judging.queries.rounds.plan import RULING
from judging.queries.rounds.votes import answers_in, choices_in, orders_in
from nominations.models import Entry
from programmes.models import Category


@dataclass(frozen=True)
class Counted:
    """The count of one category. ``inputs`` is everything that went in, as its digest covers it."""

    category: Category
    entries: dict[str, Entry]
    rows: list[Tallied]
    goes_through: set[str]
    inputs: dict[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of the votes, the entries and the rule of going through: the same votes give the same."""
        return digest_of(self.inputs)

    @property
    def figures(self) -> dict[str, Any]:
        """What is stored and shown."""
        return {
            "entries": [
                {
                    "entry": row.entry,
                    "score": row.score,
                    "rank": row.rank,
                    "through": row.entry in self.goes_through,
                    **row.detail,
                }
                for row in self.rows
            ]
        }


def counted(one: Round) -> list[Counted]:
    """Every category that has entries in this round, counted from what stands now."""
    by_category: defaultdict[Category, dict[str, Entry]] = defaultdict(dict)
    for entry in entries_in(one).select_related("category").order_by("category__position", "reference"):
        by_category[entry.category][entry.reference] = entry
    return [_count(one, category, entries) for category, entries in by_category.items()]


def _count(one: Round, category: Category, entries: dict[str, Entry]) -> Counted:
    names = list(entries)
    rows, votes = COUNTS[one.mode](one, category, names)
    if one.mode in RULING and len(rows) == 1:
        rows = [replace(rows[0], rank=1)]  # who is alone is first, whatever a vote could say
    value = None if one.cut_value is None else float(one.cut_value)
    if one.tally == Tally.STV and value is not None:
        # As in any other round nobody is cut whom no vote names, nor who is alone.
        kept = {row.entry for row in rows if row.detail["elected"] or row.rank is None or len(rows) == 1}
    else:
        kept = through(rows, one.cut, value)
    inputs = {
        "mode": one.mode,
        "tally": one.tally,
        "cut": one.cut,
        "cut_value": value,
        "entries": names,
        "votes": votes,
    }
    return Counted(category, entries, rows, kept, inputs)


def _answers(one: Round, category: Category, names: Sequence[str]) -> tuple[list[Tallied], Any]:
    votes = answers_in(one, set(names))
    return majority([(entry, answer) for entry, _seat, answer in votes], names), votes


def _orders(one: Round, category: Category, names: Sequence[str]) -> tuple[list[Tallied], Any]:
    orders = orders_in(one, category.pk, set(names))
    ballots = list(orders.values())
    if one.tally == Tally.STV:
        seats = int(one.cut_value) if one.cut_value is not None else category.places
        return transferable(ballots, names, seats), sorted(orders.items())
    return positional(ballots, names), sorted(orders.items())


def _choices(one: Round, category: Category, names: Sequence[str]) -> tuple[list[Tallied], Any]:
    choices = choices_in(one, set(names))
    return paired([(a, b, chosen) for _seat, a, b, chosen in choices], names), choices


def _scores(one: Round, category: Category, names: Sequence[str]) -> tuple[list[Tallied], Any]:
    """The result by the rulebook's method, which the closing has computed."""
    rulebook = one.cycle.rulebook
    result = newest_result(one.cycle, category, rulebook.method) if rulebook else None
    given = {row["entry"]: row for row in result.figures["entries"]} if result else {}
    rows = [
        Tallied(name, given[name]["score"] if name in given else None, given[name]["rank"] if name in given else None)
        for name in names
    ]
    return in_order(rows), result.inputs_digest if result else ""


COUNTS = {
    RoundMode.QUALIFY.value: _answers,
    RoundMode.RANK.value: _orders,
    RoundMode.PAIR.value: _choices,
    RoundMode.SCORE.value: _scores,
}
