"""The minimum-cost flow from entries through judges that an assignment is.

In order of importance: entries get all the judges they need; loads are as even as can be (the sum of squares is least,
so they differ by at most one where that is feasible); existing assignments stay; preferences; chance, by seed. Each
costs more than all lesser ones can add up to along one simple cycle, which meets each judge at most once; and a flow
that no cycle improves is optimal (Ahuja, Magnanti & Orlin 1993, Network Flows, theorem 9.1). So the order is strict.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from judging.calculations.totals import Flags, Indices

CHANCES: Final = 4
"""Random costs from 0 below this mix judges, so that the same few do not always meet."""


@dataclass(frozen=True)
class Network:
    """By entry: ``need``, the judges to find. By judge: ``held``, entries that are theirs anyway, ``room`` for more.

    By entry and judge: whether it is ``allowed``, whether it is so already (``existing``), and ``preference`` as cost.
    """

    need: Indices
    held: Indices
    room: Indices
    allowed: Flags
    existing: Flags
    preference: NDArray[np.int64]


@dataclass(frozen=True)
class _Arcs:
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    capacity: NDArray[np.int64]
    cost: NDArray[np.int64]


def cheapest(network: Network, seed: int) -> Flags:
    """The pairs (entries × judges) of the cheapest flow. Raises RuntimeError where the solver gives up."""
    entries, judges = network.allowed.shape
    pairs, weight = _pairs(network, seed)
    loads = _loads(network, weight)
    unmet = _unmet(network, int(loads.cost.max(initial=0)) + 2 * weight)
    solver = min_cost_flow.SimpleMinCostFlow()
    first, *_ = (
        solver.add_arcs_with_capacity_and_unit_cost(arcs.tail, arcs.head, arcs.capacity, arcs.cost)
        for arcs in (pairs, loads, unmet)
    )
    solver.set_nodes_supplies(np.arange(entries), network.need)
    solver.set_node_supply(entries + judges, -int(network.need.sum()))
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"The assignment's flow was not solved: {status}")
    used = first[np.asarray(solver.flows(first)) > 0]
    chosen = np.zeros(network.allowed.shape, dtype=np.bool_)
    chosen[pairs.tail[used], pairs.head[used] - entries] = True
    return chosen


def _pairs(network: Network, seed: int) -> tuple[_Arcs, int]:
    """An arc for each allowed pair, and a weight above what these arcs can add up to along a cycle."""
    entries, judges = network.allowed.shape
    longest = 2 * min(entries, judges) + 1
    chance = np.random.default_rng(seed).integers(0, CHANCES, size=network.allowed.shape)
    cost = chance + CHANCES * longest * network.preference
    change = int(cost.max(initial=0) + 1) * longest if network.existing.any() else 0
    cost += change * ~network.existing
    tail, head = np.nonzero(network.allowed)
    arcs = _Arcs(tail, head + entries, np.ones_like(tail), cost[tail, head])
    return arcs, int(arcs.cost.max(initial=0) + 1) * longest


def _loads(network: Network, weight: int) -> _Arcs:
    """Arcs from judges to the sink, each unit dearer by ``weight`` than the one before.

    Beyond twice the fair load no judge is filled while others have room, so a single arc stands for all that is left.
    """
    entries, judges = network.allowed.shape
    fair = -(-int(network.need.sum() + network.held.sum()) // max(judges, 1))
    room = np.minimum(network.room, network.allowed.sum(axis=0))
    single = np.minimum(room, np.maximum(2 * fair + 8 - network.held, 1))
    judge = np.repeat(np.arange(judges), single)
    load = np.arange(len(judge)) - np.repeat(np.cumsum(single) - single, single) + network.held[judge]
    tail = np.concatenate([judge, np.arange(judges)])
    return _Arcs(
        tail=entries + tail,
        head=np.full_like(tail, entries + judges),
        capacity=np.concatenate([np.ones_like(judge), room - single]),
        cost=weight * np.concatenate([load, network.held + single]),
    )


def _unmet(network: Network, cost: int) -> _Arcs:
    """Arcs that take what no judge can, so that the flow is always feasible and says what is missing."""
    entries, judges = network.allowed.shape
    return _Arcs(
        tail=np.arange(entries),
        head=np.full(entries, entries + judges),
        capacity=network.need,
        cost=np.full(entries, cost),
    )
