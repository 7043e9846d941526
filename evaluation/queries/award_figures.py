"""Who won, what it cost, how far the judges agreed, and who nominated. Counts only: no names of people."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from evaluation.queries.audiences import honoured
from judging.models import Decision, Result
from nominations.enums import NominatorKind
from nominations.queries.participation import Participation
from programmes.models import Cycle, Reward
from recognition.enums import FulfilmentState


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


def decisions_of(cycle: Cycle) -> list[Decision]:
    """Winners and highly commended with where they work; one query."""
    return list(honoured(cycle).select_related("entry__person__team", "entry__person__job_role", "entry__team"))


def spread_of_awards(decisions: Sequence[Decision]) -> Spread:
    """Where the honoured of ``decisions_of`` come from."""
    people = [decision.entry.person for decision in decisions if decision.entry.person]
    teams = [decision.entry.team.name for decision in decisions if decision.entry.team]
    return Spread(
        teams=_counted([*teams, *(person.team.name for person in people if person.team)]),
        job_roles=_counted(person.job_role.name for person in people if person.job_role),
        sites=_counted(person.site for person in people if person.site),
    )


def nominator_kinds(participation: Participation) -> tuple[tuple[str, int], ...]:
    """How many nominations each kind of nominator sent, in the order of NominatorKind."""
    return tuple((str(kind.label), participation.kinds.get(kind.value, 0)) for kind in NominatorKind)


def reliability_of(cycle: Cycle) -> tuple[Reliability, ...]:
    """The judges' agreement by category, from the results that the rulebook's method gave last; one query."""
    method = cycle.rulebook.method if cycle.rulebook else ""
    results = Result.objects.filter(cycle=cycle, method=method).select_related("category")
    newest = {result.category_id: result for result in results.order_by("computed_at", "pk")}
    return tuple(_reliability(result) for result in sorted(newest.values(), key=lambda result: result.category.pk))


def costs_of(cycle: Cycle, decisions: Sequence[Decision]) -> tuple[RewardCost, ...]:
    """What the rewards cost, by reward, as planned by ``decisions`` and as spent; one query."""
    places = [decision.place for decision in decisions]  # the commended too: a reward names its places
    on_its_way = Q(
        fulfilments__award__decision__cycle=cycle,
        fulfilments__state__in=[FulfilmentState.ORDERED, FulfilmentState.GIVEN],
    )
    rewards = Reward.objects.filter(programme=cycle.programme_id).annotate(
        given=Count("fulfilments", filter=on_its_way),
        spent=Sum(Coalesce("fulfilments__cost", F("unit_cost")), filter=on_its_way),
    )
    rewards = rewards.order_by("position", "pk")  # a model's own order does not hold for grouped rows
    return tuple(
        RewardCost(
            reward=reward.title,
            due=due,
            planned=due * reward.unit_cost,
            given=reward.given,
            spent=round(reward.spent or Decimal(0), 2),  # SQLite adds up floats
        )
        for reward in rewards
        for due in [sum(1 for place in places if place in reward.places)]
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
