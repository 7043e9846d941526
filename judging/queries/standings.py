"""What a stored result says about a place: who has it by the ranking, and whether the rules leave it open."""

from dataclasses import dataclass

from judging.models import Result


@dataclass(frozen=True)
class Standing:
    """One entry by the ranking. ``rank`` to ``last`` are the places it may have: more than one where a tie is left open."""

    entry: str
    rank: int
    last: int
    score: float
    tied: bool
    too_close: bool

    def may_have(self, place: int) -> bool:
        """Whether giving it this place follows the ranking."""
        return self.rank <= place <= self.last


def standings_of(result: Result) -> list[Standing]:
    """Every ranked entry, best first. In a result of several unconnected groups each group counts from 1."""
    tied = {entry: len(group) for group in result.figures["tied"] for entry in group}
    ranked = [entry for entry in result.figures["entries"] if entry["rank"]]
    found = [
        Standing(
            entry=entry["entry"],
            rank=entry["rank"],
            last=entry["rank"] + tied.get(entry["entry"], 1) - 1,
            score=entry["score"],
            tied=entry["tied"],
            too_close=bool(entry["too_close"]),
        )
        for entry in ranked
    ]
    return sorted(found, key=lambda standing: (standing.rank, standing.entry))


def standing_of(result: Result | None, reference: str) -> Standing | None:
    """Where one entry stands; None where there is no result or the entry has no rank."""
    if result is None:
        return None
    return next((standing for standing in standings_of(result) if standing.entry == reference), None)


def comparable(result: Result) -> bool:
    """Whether all ranked entries can be compared with one another."""
    ranks = [entry["rank"] for entry in result.figures["entries"] if entry["rank"]]
    shared = sum(len(group) - 1 for group in result.figures["tied"])
    return len(set(ranks)) == len(ranks) - shared
