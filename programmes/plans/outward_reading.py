"""What a programme file says of rewards, of how often it runs, and of how awards are presented and made known."""

from datetime import date
from decimal import Decimal
from functools import partial

from programmes.enums import RewardKind
from programmes.holiday_regions import is_known_region
from programmes.plans import lines
from programmes.plans.places import MONEY, Place, optional
from programmes.recurrence import recurrence_fault

# A rule without a first day counts from the day on which its programme was made, which a file does not say: what is
# checked of it here is what holds from any day.
ANY_DAY = date(2000, 1, 1)
FURTHEST = 3660


def reward(place: Place) -> lines.RewardLine:
    """One of ``rewards``."""
    keys = place.keys(
        required=("title", "kind"), optional=("money", "unit_cost", "places", "benefits", "drawbacks", "tax_note")
    )
    if len(keys.keys() & {"title", "kind"}) < 2:
        return lines.RewardLine("", "")
    return lines.RewardLine(
        title=keys["title"].text(120),
        kind=keys["kind"].choice(RewardKind.values),
        money=optional(keys, "money", Place.flag, default=False),
        unit_cost=optional(keys, "unit_cost", _money, Decimal(0)),
        places=optional(keys, "places", lambda at: at.each(lambda item: item.whole(1, 100)), ()),
        benefits=optional(keys, "benefits", Place.text, ""),
        drawbacks=optional(keys, "drawbacks", Place.text, ""),
        tax_note=optional(keys, "tax_note", partial(Place.text, longest=200), ""),
    )


def frequency(place: Place) -> lines.FrequencyLine | None:
    """``frequency``: the rule, the days of each stage, and whose bank holidays count."""
    windows = ("nominate_days", "screen_days", "judge_days", "deliberate_days", "evaluate_days")
    keys = place.keys(required=("rrule",), optional=("starts_on", *windows, "holiday_region"))
    if "rrule" not in keys:
        return None
    days = {name: keys[name].whole(int(name != "screen_days"), 366) for name in windows if name in keys}
    line = lines.FrequencyLine(
        rrule=keys["rrule"].text(200),
        starts_on=optional(keys, "starts_on", Place.day, None),
        holiday_region=optional(keys, "holiday_region", _region, ""),
        **days,
    )
    fault, key = recurrence_fault(line.rrule, line.starts_on or ANY_DAY, line.nominate_days)
    if fault:
        keys.get(key, keys["rrule"]).wrong(fault)
    return line


def _region(place: Place) -> str:
    region = place.text(10).upper()
    if region and not is_known_region(region):
        place.wrong(f"“{region}” is no country or region whose bank holidays are known, such as GB-ENG, GB-SCT or IE")
    return region


def presentation(place: Place) -> lines.PresentationLine | None:
    """``presentation``: in which style, by whom, where, before whom, and what it costs a cycle."""
    keys = place.keys(
        required=("style",), optional=("by", "place", "notes", "people", "budget", "owner", "offset_days")
    )
    if "style" not in keys:
        return None
    return lines.PresentationLine(
        style=keys["style"].text(60),
        by=optional(keys, "by", partial(Place.text, longest=150), ""),
        place=optional(keys, "place", partial(Place.text, longest=150), ""),
        notes=optional(keys, "notes", Place.text, ""),
        people=optional(keys, "people", partial(Place.text, longest=200), ""),
        budget=optional(keys, "budget", _money, None),
        owner=optional(keys, "owner", _email, ""),
        offset_days=optional(keys, "offset_days", _days, 0),
    )


def publicity(place: Place) -> lines.PublicityLine:
    """One of ``publicity``."""
    keys = place.keys(required=("channel",), optional=("owner", "offset_days", "style", "place", "people", "budget"))
    if "channel" not in keys:
        return lines.PublicityLine("")
    return lines.PublicityLine(
        channel=keys["channel"].text(60),
        owner=optional(keys, "owner", _email, ""),
        offset_days=optional(keys, "offset_days", _days, 0),
        style=optional(keys, "style", partial(Place.text, longest=120), ""),
        place=optional(keys, "place", partial(Place.text, longest=150), ""),
        people=optional(keys, "people", partial(Place.text, longest=150), ""),
        budget=optional(keys, "budget", _money, None),
    )


def _money(place: Place) -> Decimal:
    return place.number(*MONEY)


def _email(place: Place) -> str:
    return place.text(254).lower()


def _days(place: Place) -> int:
    return place.whole(-FURTHEST, FURTHEST)
