"""The business case in a programme file."""

from decimal import Decimal
from functools import partial
from typing import Any

from programmes.enums import Aim, CasePurpose
from programmes.plans import lines
from programmes.plans.places import Place, optional

MONEY = (Decimal(0), Decimal("9999999999.99"), 2)
ESTIMATE = ("title", "low", "central", "high")


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


def _estimate(place: Place, keys: dict[str, Place]) -> dict[str, Any]:
    if len(keys.keys() & set(ESTIMATE)) < 4:
        return {"title": "", "low": Decimal(0), "central": Decimal(0), "high": Decimal(0)}
    low, central, high = (keys[name].number(*MONEY) for name in ESTIMATE[1:])
    if not low <= central <= high:
        place.wrong("low, central and high must rise")
    return {
        "title": keys["title"].text(150),
        "low": low,
        "central": central,
        "high": high,
        "once": optional(keys, "once", Place.flag, default=False),
        "said_by": optional(keys, "said_by", partial(Place.text, longest=200), ""),
    }


def _cost(place: Place) -> lines.CostLine:
    keys = place.keys(required=ESTIMATE, optional=("once", "said_by"))
    return lines.CostLine(**_estimate(place, keys))


def _benefit(place: Place) -> lines.BenefitLine:
    keys = place.keys(required=(*ESTIMATE, "aim"), optional=("once", "said_by", "in_words"))
    return lines.BenefitLine(
        **_estimate(place, keys),
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
