"""The business case in a programme file."""

from decimal import Decimal
from functools import partial
from typing import Any

import yaml

from programmes.enums import Aim, CasePurpose
from programmes.plans import lines
from programmes.plans.places import Place, optional

MONEY = (Decimal(0), Decimal("9999999999.99"), 2)
HOURS = (Decimal(0), Decimal("999999.99"), 2)
RATE = (Decimal(0), Decimal("999999.99"), 2)
AMOUNTS = ("low", "central", "high")
NOTHING = (Decimal(0), Decimal(0), Decimal(0))


def case(place: Place) -> lines.CaseLine:
    """``business_case``: what for, over how many years, with costs, benefits and risks."""
    keys = place.keys(
        required=("summary",), optional=("purpose", "years", "discount_rate", "costs", "benefits", "risks")
    )
    return lines.CaseLine(
        purpose=optional(keys, "purpose", lambda at: at.choice(CasePurpose.values), "introduce"),
        summary=optional(keys, "summary", partial(Place.text, blank=True), ""),
        years=optional(keys, "years", lambda at: at.whole(1, 10), 3),
        discount_rate=optional(keys, "discount_rate", lambda at: at.number(Decimal(0), Decimal(50), 2), Decimal("3.5")),
        costs=optional(keys, "costs", lambda at: at.each(_cost), ()),
        benefits=optional(keys, "benefits", lambda at: at.each(_benefit), ()),
        risks=optional(keys, "risks", lambda at: at.each(_risk), ()),
    )


def _estimate(place: Place, keys: dict[str, Place], amounts: tuple[Decimal, Decimal, Decimal]) -> dict[str, Any]:
    low, central, high = amounts
    return {
        "title": keys["title"].text(150) if "title" in keys else "",
        "low": low,
        "central": central,
        "high": high,
        "once": optional(keys, "once", Place.flag, default=False),
        "said_by": optional(keys, "said_by", partial(Place.text, longest=200), ""),
    }


def _amounts(place: Place, keys: dict[str, Place]) -> tuple[Decimal, Decimal, Decimal]:
    """Low, central and high, all three of them."""
    for name in AMOUNTS:
        if name not in keys:
            place.wrong(f"gives no {name}; write low, central and high")
            return NOTHING
    low, central, high = (keys[name].number(*MONEY) for name in AMOUNTS)
    if not low <= central <= high:
        place.wrong("low, central and high must rise")
    return low, central, high


def _cost(place: Place) -> lines.CostLine:
    """A sum of money, or ``staff`` in its place."""
    keys = place.keys(required=("title",), optional=(*AMOUNTS, "once", "said_by", "staff"))
    if "staff" not in keys:
        return lines.CostLine(**_estimate(place, keys, _amounts(place, keys)))
    if keys.keys() & set(AMOUNTS):
        keys["staff"].wrong("is priced by itself; leave low, central and high out")
    staff = _staff(keys["staff"])
    prices = staff.prices if staff else NOTHING
    return lines.CostLine(**_estimate(place, keys, prices), staff=staff)


def _staff(place: Place) -> lines.StaffTime | None:
    """``staff``: hours of each person a year, one figure or low, central and high; people; cost of an hour."""
    keys = place.keys(required=("hours", "people", "hourly_rate"))
    if len(keys) < 3:
        return None
    if isinstance(keys["hours"].node, yaml.SequenceNode):
        hours = keys["hours"].each(lambda at: at.number(*HOURS))
    else:
        hours = (keys["hours"].number(*HOURS),) * 3
    if len(hours) != 3 or not hours[0] <= hours[1] <= hours[2]:
        keys["hours"].wrong("must be one figure, or three that rise: [low, central, high]")
        return None
    people, rate = keys["people"].whole(1, 100_000), keys["hourly_rate"].number(*RATE)
    staff = lines.StaffTime(*hours, people=people, hourly_rate=rate)
    if staff.prices[2] > MONEY[1]:
        place.wrong("comes to more money than can be kept")
    return staff


def _benefit(place: Place) -> lines.BenefitLine:
    """In money, or in words alone."""
    keys = place.keys(required=("title", "aim"), optional=(*AMOUNTS, "once", "said_by", "in_words"))
    if keys.keys() & set(AMOUNTS):
        amounts = _amounts(place, keys)
    else:
        amounts = NOTHING
        if "in_words" not in keys:
            place.wrong("says neither what it brings in money (low, central, high) nor in_words")
    return lines.BenefitLine(
        **_estimate(place, keys, amounts),
        aim=optional(keys, "aim", lambda at: at.choice(Aim.values), Aim.CUSTOMER_SATISFACTION.value),
        in_words=optional(keys, "in_words", partial(Place.text, longest=300), ""),
    )


def _risk(place: Place) -> lines.RiskLine:
    keys = place.keys(required=("title",), optional=("likelihood", "impact", "mitigation"))
    return lines.RiskLine(
        title=keys["title"].text(200) if "title" in keys else "",
        likelihood=optional(keys, "likelihood", lambda at: at.whole(1, 5), 3),
        impact=optional(keys, "impact", lambda at: at.whole(1, 5), 3),
        mitigation=optional(keys, "mitigation", partial(Place.text, longest=300), ""),
    )
