"""Single transferable vote: seats go to those whom many put high, and no vote is lost on one who has enough."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from judging.calculations.rounds.positional import positional
from judging.calculations.rounds.tallied import Tallied, in_order

Totals = dict[str, Fraction]


@dataclass(frozen=True)
class Stage:
    """One stage of the count: what each had, who was elected by it and who was excluded after it."""

    totals: Mapping[str, Fraction]
    elected: tuple[str, ...]
    excluded: tuple[str, ...]


@dataclass
class _Paper:
    """Equal ballots: what one is worth, and with whom they lie now (None once nobody named is left)."""

    order: tuple[str, ...]
    worth: Fraction
    holder: str | None


@dataclass
class Count:
    """A whole count. ``elected`` and ``excluded`` are groups in the order in which it happened; a group stands level."""

    quota: int
    seats: int
    papers: list[_Paper]
    hopeful: set[str]
    points: Mapping[str, float]
    elected: list[tuple[str, ...]] = field(default_factory=list)
    excluded: list[tuple[str, ...]] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    surplus: set[str] = field(default_factory=set)

    @property
    def filled(self) -> int:
        """How many seats are taken."""
        return sum(map(len, self.elected))


def transferable(ballots: Sequence[Sequence[str]], entries: Sequence[str], seats: int) -> list[Tallied]:
    """Every entry ranked by the count: the elected in their order, then the others, the last to be excluded first.

    ``detail["elected"]`` says who has a seat. There is no score; one whom no ballot names has no rank either.
    """
    count = counted(ballots, seats)
    named = {entry for ballot in ballots for entry in ballot}
    ranks: dict[str, int] = {}
    for group in [*count.elected, *reversed(count.excluded)]:
        ranks |= dict.fromkeys(group, len(ranks) + 1)
    elected = {entry for group in count.elected for entry in group}
    return in_order(
        [
            Tallied(
                entry,
                None,
                ranks.get(entry) if entry in named else None,
                {"elected": entry in elected, "first": sum(1 for ballot in ballots if ballot and ballot[0] == entry)},
            )
            for entry in entries
        ]
    )


def counted(ballots: Sequence[Sequence[str]], seats: int) -> Count:
    """Count with the Droop quota and the weighted inclusive Gregory method, in exact fractions.

    As in the Scottish Local Government Elections Order 2007, schedule 1, part III: a surplus passes on all papers at
    surplus ÷ total, the largest first; then the lowest is excluded. Of two who are lowest, the one who had fewer at the
    latest earlier stage goes, then the one with fewer of Borda's points; who is level in all that goes together, and where
    too few would be left, stays together. So neither the order of ballots nor a name ever decides, and seats may be more.
    """
    counts = Counter(tuple(ballot) for ballot in ballots if ballot)
    papers = [_Paper(order, Fraction(number), order[0]) for order, number in sorted(counts.items())]
    hopeful = {entry for ballot in ballots for entry in ballot}
    points = {row.entry: row.score or 0.0 for row in positional(ballots, sorted(hopeful))}
    count = Count(counts.total() // (seats + 1) + 1, seats, papers, hopeful, points)
    while count.hopeful:
        _stage(count)
    return count


def _stage(count: Count) -> None:
    totals = _totals(count)
    reached = (
        {entry for entry in count.hopeful if totals[entry] >= count.quota} if count.filled < count.seats else set()
    )
    if len(count.hopeful) <= count.seats - count.filled:
        reached = set(count.hopeful)
    for group in _by_total(reached, totals):
        count.elected.append(group)
        count.surplus |= {entry for entry in group if totals[entry] > count.quota}
    count.hopeful -= reached
    excluded: tuple[str, ...] = ()
    if count.surplus and count.filled < count.seats:
        _transfer(count, totals)
    elif count.hopeful and not reached:
        excluded = _exclude(count, totals)
    count.stages.append(Stage(totals, tuple(sorted(reached)), excluded))


def _totals(count: Count) -> Totals:
    totals: Totals = dict.fromkeys(sorted(count.hopeful | count.surplus), Fraction(0))
    for paper in count.papers:
        if paper.holder in totals:
            totals[paper.holder] += paper.worth
    return totals


def _by_total(entries: set[str], totals: Totals) -> list[tuple[str, ...]]:
    """Groups with the same total, the highest first."""
    levels = sorted({totals[entry] for entry in entries}, reverse=True)
    return [tuple(sorted(entry for entry in entries if totals[entry] == level)) for level in levels]


def _transfer(count: Count, totals: Totals) -> None:
    largest = _by_total(count.surplus, totals)[0]
    share = {entry: (totals[entry] - count.quota) / totals[entry] for entry in largest}
    count.surplus -= set(largest)
    for paper in count.papers:
        if paper.holder in share:
            paper.worth *= share[paper.holder]
            paper.holder = _next(paper, count.hopeful)


def _exclude(count: Count, totals: Totals) -> tuple[str, ...]:
    """Exclude the lowest; before the seats are filled, those who are level together only where enough remain."""
    lowest = _lowest(count, totals)
    if count.filled < count.seats and len(count.hopeful) - len(lowest) < count.seats - count.filled:
        count.elected += [*_by_total(count.hopeful - set(lowest), totals), lowest]
        count.hopeful.clear()
        return ()
    count.hopeful -= set(lowest)
    count.excluded.append(lowest)
    for paper in count.papers:
        if paper.holder in lowest:
            paper.holder = _next(paper, count.hopeful)
    return lowest


def _lowest(count: Count, totals: Totals) -> tuple[str, ...]:
    low = min(totals[entry] for entry in count.hopeful)
    last = {entry for entry in count.hopeful if totals[entry] == low}
    for stage in reversed(count.stages):
        low = min(stage.totals[entry] for entry in last)
        last = {entry for entry in last if stage.totals[entry] == low}
    fewest = min(count.points[entry] for entry in last)
    return tuple(sorted(entry for entry in last if count.points[entry] == fewest))


def _next(paper: _Paper, hopeful: set[str]) -> str | None:
    """The next on the paper who is still in the running, after whoever held it."""
    after = paper.order[paper.order.index(paper.holder) + 1 :] if paper.holder is not None else ()
    return next((entry for entry in after if entry in hopeful), None)
