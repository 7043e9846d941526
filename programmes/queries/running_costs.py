"""What a programme costs while it runs: its rewards, its presentation and its publicity, by cycle and by year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.queries.organisation import the_organisation
from programmes.models import Frequency, Programme, Reward
from programmes.queries.plans import newest_rulebook
from programmes.queries.schedule import openings

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Cost:
    """Money in the organisation's currency; ``year`` is None where nobody has said how often the programme runs."""

    cycle: Decimal
    year: Decimal | None


@dataclass(frozen=True)
class RewardCost(Cost):
    """One reward: how many are given in a cycle where every place is awarded, and what they cost."""

    reward: Reward
    given: int


@dataclass(frozen=True)
class RunningCosts:
    """``cycles`` open within the next twelve months; None where nobody has said how often."""

    rewards: list[RewardCost]
    cycles: int | None
    reward_total: Cost
    presentation: Cost
    publicity: Cost
    total: Cost
    all_money: bool


def running_costs(programme: Programme, *, today: date | None = None) -> RunningCosts:
    """What a cycle costs where every place is awarded, and the cycles of the twelve months from ``today``; five queries."""
    cycles = cycles_in_a_year(programme, today or timezone.localdate())
    awarded = _places_awarded(programme)
    rewards = [_reward_cost(reward, awarded, cycles) for reward in programme.rewards.all()]
    presentation = getattr(programme, "presentation", None)
    presented = _cost((presentation.budget if presentation else None) or NOTHING, cycles)
    known = _cost(sum((line.budget or NOTHING for line in programme.publicity.all()), NOTHING), cycles)
    given = _cost(sum((line.cycle for line in rewards), NOTHING), cycles)
    return RunningCosts(
        rewards=rewards,
        cycles=cycles,
        reward_total=given,
        presentation=presented,
        publicity=known,
        total=_cost(given.cycle + presented.cycle + known.cycle, cycles),
        all_money=bool(rewards) and all(line.reward.money for line in rewards),
    )


def cycles_in_a_year(programme: Programme, today: date) -> int | None:
    """How many cycles the frequency opens from tomorrow to this day next year; None without a frequency that can be read."""
    frequency = Frequency.objects.select_related("programme").filter(programme=programme).first()
    if frequency is None:
        return None
    until = date(today.year + 1, today.month, min(today.day, 28))
    try:
        return len(openings(frequency, zone=the_organisation().zone, after=today, until=until))
    except ValidationError:
        return None


def _places_awarded(programme: Programme) -> list[int]:
    """Each place that a cycle awards, category by category; the commended ones stand after the winners."""
    rulebook = newest_rulebook(programme)
    categories = rulebook.categories.values_list("places", "commended") if rulebook else []
    return [place for places, commended in categories for place in range(1, places + commended + 1)]


def _reward_cost(reward: Reward, awarded: list[int], cycles: int | None) -> RewardCost:
    """Before there are categories, each place is taken to be awarded once."""
    given = sum(place in reward.places for place in awarded) if awarded else len(set(reward.places))
    cost = _cost(given * reward.unit_cost, cycles)
    return RewardCost(cycle=cost.cycle, year=cost.year, reward=reward, given=given)


def _cost(cycle: Decimal, cycles: int | None) -> Cost:
    return Cost(cycle, None if cycles is None else cycle * cycles)
