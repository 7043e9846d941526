"""By what order places are given: the last round's where it put the shortlist in order, the scores' otherwise."""

from collections import Counter

from judging.models import Result, RoundOutcome, RoundResult
from judging.queries.rounds.plan import ruling_round
from judging.queries.standings import Standing, comparable, standings_of


def ruling_standings(result: Result) -> list[Standing]:
    """Every entry that has a place by the order that rules in this result's cycle and category, best first.

    In a last round of orders or comparisons the score is the entry's by the result, if it has one, and equal ranks are ties.
    """
    last = ruling_round(result.cycle)
    if last is None:
        return standings_of(result)
    scores = {row["entry"]: row["score"] for row in result.figures["entries"]}
    outcomes = RoundOutcome.objects.filter(round=last, entry__category=result.category_id, through=True)
    rows = list(
        outcomes.exclude(rank=None).order_by("rank", "entry__reference").values_list("entry__reference", "rank")
    )
    level = Counter(rank for _entry, rank in rows)
    return [
        Standing(
            entry=entry,
            rank=rank or 0,
            last=(rank or 0) + level[rank] - 1,
            score=scores.get(entry) or 0.0,
            tied=level[rank] > 1,
            too_close=False,
        )
        for entry, rank in rows
    ]


def places_by_round(result: Result) -> tuple[str, dict[str, int]] | None:
    """The mode of the last round, and the place that it gives to each entry, where its order rules instead of the scores."""
    last = ruling_round(result.cycle)
    return (last.mode, {standing.entry: standing.rank for standing in ruling_standings(result)}) if last else None


def comparable_by_ruling(result: Result) -> bool:
    """Whether all who have a place can be compared: not where conflicts kept a last round's comparisons in groups."""
    last = ruling_round(result.cycle)
    if last is None:
        return comparable(result)
    counts = RoundResult.objects.filter(round=last, category=result.category_id).values_list("figures", flat=True)
    return all(len({row["block"] for row in figures["entries"] if "block" in row}) < 2 for figures in counts)


def follows(result: Result, reference: str, place: int) -> bool:
    """Whether giving an entry this place follows the order that rules."""
    standing = next((one for one in ruling_standings(result) if one.entry == reference), None)
    return standing is not None and standing.may_have(place) and comparable_by_ruling(result)
