"""Money and plain numbers as Laurel writes them."""

from decimal import Decimal

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma

register = template.Library()

SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


@register.filter
def money(amount: Decimal | int | None, currency: str = "GBP") -> str:
    """£1,240 or £12.50; pence only where there are any, the sign of a debt before the currency's."""
    if amount is None:
        return ""
    value = Decimal(amount).quantize(Decimal("0.01"))
    sign = SIGNS.get(currency, f"{currency} ")
    size = abs(value)
    figures = intcomma(int(size), use_l10n=False) if size == int(size) else intcomma(f"{size:.2f}", use_l10n=False)
    return f"{'−' if value < 0 else ''}{sign}{figures}"


@register.filter
def whole_money(amount: Decimal | int | None, currency: str = "GBP") -> str:
    """£42,725: an estimate to the nearest whole unit, since pence would claim more than anybody knows."""
    return "" if amount is None else money(Decimal(amount).quantize(Decimal(1)), currency)
