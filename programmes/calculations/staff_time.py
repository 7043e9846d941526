"""What people's time costs: hours of each × people × cost of an hour, in money to the penny."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

PENNY: Final = Decimal("0.01")
DIGITS: Final = 34


def price(hours: Decimal, people: int, hourly_rate: Decimal) -> Decimal:
    """The cost of so many hours of each of so many people; half a penny is rounded up."""
    with localcontext(prec=DIGITS):
        return (hours * people * hourly_rate).quantize(PENNY, ROUND_HALF_UP)
