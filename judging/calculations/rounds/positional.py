"""Orders counted by points."""

from collections import defaultdict
from collections.abc import Sequence

from judging.calculations.rounds.tallied import Tallied, in_order, ranked


def positional(ballots: Sequence[Sequence[str]], entries: Sequence[str]) -> list[Tallied]:
    """Borda's count (1781) of orders, best first: the mean share of a ballot's other entries that stand below, times 100.

    Points are divided by how many others the ballot holds, because a judge who stands aside from an entry orders one
    fewer; where every ballot holds every entry this ranks as n − 1, n − 2, …, 0 do. A ballot of one entry says nothing,
    and an entry on no other ballot has no score.
    """
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for ballot in ballots:
        others = len(ballot) - 1
        for place, entry in enumerate(ballot):
            if others:
                shares[entry].append(100.0 * (others - place) / others)
    scores = {entry: sum(sorted(shares[entry])) / len(shares[entry]) if shares[entry] else None for entry in entries}
    ranks = ranked(scores)
    return in_order([Tallied(entry, scores[entry], ranks[entry], {"ballots": len(shares[entry])}) for entry in entries])
