"""Who won, what it cost, how far the judges agreed, and who nominated. Counts only: no names of people."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from evaluation.queries.audiences import honoured
from judging.models import Result
from nominations.enums import RECEIVED_STATES, NominatorKind
from programmes.models import Cycle, Reward
from recognition.enums import FulfilmentState
from recognition.models import Fulfilment


@dataclass(frozen=True)
class Spread:
    """How many awards went where, the most first; a winning team counts under its own name."""

    teams: tuple[tuple[str, int], ...]
    job_roles: tuple[tuple[str, int], ...]
    sites: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Reliability:
    """How far a category's judges agreed (judging.calculations.reliability), and the widest difference in severity.

    ``severity_spread`` is in points of 100 between the most lenient and the strictest judge; None as a figure's absence.
    """

    category: str
    judges: int
    krippendorff_alpha: float | None
    icc_2_1: float | None
    icc_2_k: float | None
    severity_spread: float | None


@dataclass(frozen=True)
class RewardCost:
    """One reward: how many were due by the decisions, what these were to cost, how many went out and what they cost."""

    reward: str
    due: int
    planned: Decimal
    given: int
    spent: Decimal


def spread_of_awards(cycle: Cycle) -> Spread:
    """Where the honoured (winners and highly commended) come from; one query."""
    decisions = list(honoured(cycle).select_related("entry__person__team", "entry__person__job_role", "entry__team"))
    people = [decision.entry.person for decision in decisions if decision.entry.person]
    teams = [decision.entry.team.name for decision in decisions if decision.entry.team]
    return Spread(
        teams=_counted([*teams, *(person.team.name for person in people if person.team)]),
        job_roles=_counted(person.job_role.name for person in people if person.job_role),
        sites=_counted(person.site for person in people if person.site),
    )


def nominator_kinds(cycle: Cycle) -> tuple[tuple[str, int], ...]:
    """How many nominations each kind of nominator sent, in the order of NominatorKind; one query."""
    received = cycle.nominations.filter(state__in=RECEIVED_STATES).order_by()
    counts = dict(received.values_list("nominator_kind").annotate(Count("pk")))
    return tuple((str(kind.label), counts.get(kind.value, 0)) for kind in NominatorKind)


def reliability_of(cycle: Cycle) -> tuple[Reliability, ...]:
    """The judges' agreement by category, from the results that the rulebook's method gave last; one query."""
    method = cycle.rulebook.method if cycle.rulebook else ""
    results = Result.objects.filter(cycle=cycle, method=method).select_related("category")
    newest = {result.category_id: result for result in results.order_by("computed_at", "pk")}
    return tuple(_reliability(result) for result in sorted(newest.values(), key=lambda result: result.category.pk))


def costs_of(cycle: Cycle) -> tuple[RewardCost, ...]:
    """What the rewards cost, by reward, as planned by the decisions and as spent; three queries."""
    places = [decision.place for decision in honoured(cycle)]  # the commended too: a reward names its places
    sent: dict[int, list[Decimal]] = {}
    on_their_way = Fulfilment.objects.filter(
        award__decision__cycle=cycle, state__in=[FulfilmentState.ORDERED, FulfilmentState.GIVEN]
    ).select_related("reward")
    for fulfilment in on_their_way:
        cost = fulfilment.cost if fulfilment.cost is not None else fulfilment.reward.unit_cost
        sent.setdefault(fulfilment.reward_id, []).append(cost)
    rewards = Reward.objects.filter(programme=cycle.programme_id)
    return tuple(_cost(reward, places, sent.get(reward.pk, [])) for reward in rewards)


def _cost(reward: Reward, places: list[int], sent: list[Decimal]) -> RewardCost:
    due = sum(1 for place in places if place in reward.places)
    return RewardCost(
        reward=reward.title,
        due=due,
        planned=due * reward.unit_cost,
        given=len(sent),
        spent=sum(sent, Decimal(0)),
    )


def _reliability(result: Result) -> Reliability:
    figures = result.figures
    agreement = figures.get("reliability", {})
    judges = figures.get("judges", [])
    severities = [judge["severity"] for judge in judges if judge.get("severity") is not None]
    return Reliability(
        category=result.category.title,
        judges=len(judges),
        krippendorff_alpha=agreement.get("krippendorff_alpha"),
        icc_2_1=agreement.get("icc_2_1"),
        icc_2_k=agreement.get("icc_2_k"),
        severity_spread=max(severities) - min(severities) if len(severities) > 1 else None,
    )


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))
