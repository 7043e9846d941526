"""Who judges what: every entry gets its judges, no conflicts, even loads, few changes, one connected graph.

The order of importance is that of ``flow.py``; afterwards ``connection.py`` joins what the flow left unconnected.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from judging.calculations.connection import joined, parts
from judging.calculations.flow import Network, cheapest
from judging.calculations.totals import Flags, Indices

Pair = tuple[str, str]
"""A judge and an entry."""

HIGHEST_PREFERENCE: Final = 100


class UnusableRequest(ValueError):
    """The request contradicts itself; the message names the judge, entry or number."""


@dataclass(frozen=True)
class Request:
    """What is to be assigned.

    ``existing`` are assignments as they are; ``fixed`` are those (started, submitted) that must stay, also where their
    judge has no seat any more. A conflict overrides both. ``caps`` by judge is the most entries they take.
    ``preferences`` are costs from 0 (glad) to 100 (reluctant); a pair without one costs 0.
    """

    entries: Collection[str]
    judges: Collection[str]
    judges_per_entry: int
    conflicts: Collection[Pair] = ()
    existing: Collection[Pair] = ()
    fixed: Collection[Pair] = ()
    caps: Mapping[str, int] = field(default_factory=dict)
    preferences: Mapping[Pair, int] = field(default_factory=dict)
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse, with UnusableRequest, numbers that mean nothing."""
        if self.judges_per_entry < 1:
            raise UnusableRequest(f"{self.judges_per_entry} judges per entry judge nothing.")
        for judge, cap in self.caps.items():
            if cap < 0:
                raise UnusableRequest(f"Judge {judge} cannot take {cap} entries.")
        for (judge, entry), cost in self.preferences.items():
            if not 0 <= cost <= HIGHEST_PREFERENCE:
                raise UnusableRequest(f"The preference {cost} of {judge} for {entry} is not from 0 to 100.")


@dataclass(frozen=True)
class Plan:
    """The assignments, sorted, and what changed: ``added`` to and ``released`` from the existing ones.

    ``missing`` says, for each entry that could not get all its judges, how many it lacks. ``loads`` counts entries by
    seated judge. ``parts`` above 1 means that the judge–entry graph fell apart and not all entries can be compared.
    """

    assignments: tuple[Pair, ...]
    added: tuple[Pair, ...]
    released: tuple[Pair, ...]
    missing: Mapping[str, int]
    loads: Mapping[str, int]
    parts: int


def assign(request: Request) -> Plan:
    """Assign judges to entries. The same request gives the same plan, in whatever order it lists things."""
    entries, judges = sorted(set(request.entries)), sorted(set(request.judges))
    kept = _kept(request, set(entries))
    network = _network(request, entries, judges, kept)
    at_judge = {judge: position for position, judge in enumerate(judges)}
    at_entry = {entry: position for position, entry in enumerate(entries)}
    # Judges who lost their seat keep what they started, and still connect the entries: they come after the seated.
    for judge in sorted({judge for judge, _ in kept} - set(judges)):
        at_judge[judge] = len(at_judge)
    held = [(at_entry[entry], at_judge[judge]) for judge, entry in sorted(kept)]
    best = network.allowed if _all_can_have_all(network) else cheapest(network, request.seed)
    found = [(int(entry), int(judge)) for entry, judge in np.argwhere(best)]
    chosen = joined(held, found, network.allowed, network.existing)
    names = list(at_judge)
    pairs = {(names[judge], entries[entry]) for entry, judge in [*held, *chosen]}
    return _plan(request, entries, judges, pairs, parts([*held, *chosen]))


def _all_can_have_all(network: Network) -> bool:
    """Whether every entry wants every judge it may have, and nobody's cap stands against it: then there is nothing to weigh."""
    wanted, taken = network.allowed.sum(axis=1), network.allowed.sum(axis=0)
    return bool((network.need >= wanted).all() and (network.room >= taken).all())


def _kept(request: Request, entries: set[str]) -> set[Pair]:
    return {pair for pair in set(request.fixed) - set(request.conflicts) if pair[1] in entries}


def _network(request: Request, entries: list[str], judges: list[str], kept: set[Pair]) -> Network:
    judges_of, load = Counter(entry for _, entry in kept), Counter(judge for judge, _ in kept)
    shape = (len(entries), len(judges))
    at = _Positions(entries, judges)
    allowed = ~at.flags([*request.conflicts, *kept])
    held = np.array([load[judge] for judge in judges], dtype=np.intp)
    most = np.array([request.caps.get(judge, len(entries)) for judge in judges], dtype=np.intp)
    preference = np.zeros(shape, dtype=np.int64)
    wished = [pair for pair in request.preferences if at.known(pair)]
    preference[at.positions(wished)] = [request.preferences[pair] for pair in wished]
    return Network(
        need=np.array([max(request.judges_per_entry - judges_of[entry], 0) for entry in entries], dtype=np.intp),
        held=held,
        room=np.maximum(most - held, 0),
        allowed=allowed,
        existing=at.flags(request.existing),
        preference=preference,
    )


class _Positions:
    """Where pairs stand in an array of entries × judges; pairs of others have no place there."""

    def __init__(self, entries: list[str], judges: list[str]) -> None:
        self.entries = {entry: position for position, entry in enumerate(entries)}
        self.judges = {judge: position for position, judge in enumerate(judges)}

    def known(self, pair: Pair) -> bool:
        return pair[0] in self.judges and pair[1] in self.entries

    def positions(self, pairs: Collection[Pair]) -> tuple[Indices, Indices]:
        return (
            np.array([self.entries[entry] for _, entry in pairs], dtype=np.intp),
            np.array([self.judges[judge] for judge, _ in pairs], dtype=np.intp),
        )

    def flags(self, pairs: Collection[Pair]) -> Flags:
        flags = np.zeros((len(self.entries), len(self.judges)), dtype=np.bool_)
        flags[self.positions([pair for pair in pairs if self.known(pair)])] = True
        return flags


def _plan(request: Request, entries: list[str], judges: list[str], pairs: set[Pair], count: int) -> Plan:
    before = set(request.existing) | set(request.fixed)
    judges_of = Counter(entry for _, entry in pairs)
    loads = Counter(judge for judge, _ in pairs)
    lacking = {entry: request.judges_per_entry - judges_of[entry] for entry in entries}
    return Plan(
        assignments=tuple(sorted(pairs)),
        added=tuple(sorted(pairs - before)),
        released=tuple(sorted(before - pairs)),
        missing={entry: lack for entry, lack in lacking.items() if lack > 0},
        loads={judge: loads[judge] for judge in judges},
        parts=count,
    )
