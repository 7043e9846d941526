"""Weights of 100."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

WHOLE = Decimal(100)
FINEST = Decimal("0.01")


def spread_to_whole(weights: Sequence[Decimal]) -> list[Decimal]:
    """These weights, all above 0, so that they come to exactly 100 and keep their proportions.

    They stay whole numbers where all were whole, and have two decimals at most. What rounding leaves over goes to those
    that rounding cut most, the earlier first; each keeps at least the smallest step.
    """
    if not weights:
        return []
    total = sum(weights)
    step = FINEST if len(weights) > WHOLE else max(FINEST, min(_step(weight) for weight in weights))
    exact = [weight * WHOLE / total for weight in weights]
    spread = [max(step, (value / step).to_integral_value(ROUND_FLOOR) * step) for value in exact]
    left = int((WHOLE - sum(spread)) / step)
    by_need = sorted(range(len(spread)), key=lambda place: (spread[place] - exact[place], place))
    while left:
        for place in by_need if left > 0 else reversed(by_need):
            change = step if left > 0 else -step
            if left and spread[place] + change >= step:
                spread[place] += change
                left += -1 if left > 0 else 1
    return spread


def even_weights(count: int) -> list[Decimal]:
    """So many weights, as even as whole numbers can be, that come to 100."""
    return spread_to_whole([Decimal(1)] * count)


def _step(weight: Decimal) -> Decimal:
    """1 for a whole number, else the place of its last decimal."""
    exponent = weight.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(0, int(exponent)))
