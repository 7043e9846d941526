"""The rules in a programme file: categories, criteria, eligibility and the judging procedure."""

from decimal import Decimal
from functools import partial

import yaml

from programmes.enums import EligibilityKind, Feedback, Method, NomineeKind, QuestionKind, Supporting
from programmes.plans import lines
from programmes.plans.places import Place, optional

WEIGHT = (Decimal("0.01"), Decimal(100), 2)


def category(place: Place) -> lines.CategoryLine:
    """One of ``categories``."""
    keys = place.keys(required=("code", "title"), optional=("nominee", "places", "commended", "eligible", "job_roles"))
    if len(keys.keys() & {"code", "title"}) < 2:
        return lines.CategoryLine("", "")
    return lines.CategoryLine(
        code=keys["code"].code(),
        title=keys["title"].text(120),
        nominee=optional(keys, "nominee", lambda at: at.choice(NomineeKind.values), "person"),
        places=optional(keys, "places", lambda at: at.whole(1, 100), 1),
        commended=optional(keys, "commended", lambda at: at.whole(0, 100), 0),
        eligible=optional(keys, "eligible", Place.text, ""),
        job_roles=optional(keys, "job_roles", lambda at: tuple(sorted(set(at.each(lambda item: item.text(120))))), ()),
    )


def criterion(place: Place) -> lines.CriterionLine:
    """One of ``criteria``: ``weight`` for all its ``categories``, or ``weights`` by category."""
    keys = place.keys(
        required=("code", "title", "levels"),
        optional=("weight", "categories", "weights", "meaning", "service_standard", "objective"),
    )
    if len(keys.keys() & {"code", "title", "levels"}) < 3:
        return lines.CriterionLine("", "", {}, {})
    return lines.CriterionLine(
        code=keys["code"].code(),
        title=keys["title"].text(120),
        weights=_weights(place, keys),
        levels=_levels(keys["levels"]),
        meaning=optional(keys, "meaning", Place.text, ""),
        service_standard=optional(keys, "service_standard", partial(Place.text, longest=200), ""),
        objective=optional(keys, "objective", Place.code, ""),
    )


def _weights(place: Place, keys: dict[str, Place]) -> dict[str, Decimal]:
    if "weights" in keys:
        if "weight" in keys or "categories" in keys:
            keys["weights"].wrong("stands beside weight or categories; give one or the other")
        return {code: at.number(*WEIGHT) for code, at in keys["weights"].keys().items()}
    if "weight" not in keys or "categories" not in keys:
        place.wrong("lacks weight and categories (or weights by category)")
        return {}
    weight = keys["weight"].number(*WEIGHT)
    codes = keys["categories"].each(Place.code)
    if not codes:
        keys["categories"].wrong("must name at least one category")
    return dict.fromkeys(codes, weight)


def _levels(place: Place) -> dict[int, str]:
    if not isinstance(place.node, yaml.MappingNode):
        place.wrong("must say what each score looks like, such as {1: …, 3: …, 5: …}")
        return {}
    levels: dict[int, str] = {}
    for key, value in place.node.value:
        score = Place(key, place.path, place.problems).whole(-1000, 1000)
        if score in levels:
            place.wrong(f"the score {score} stands twice")
        levels[score] = Place(value, f"{place.path}.{score}", place.problems).text(400)
    return dict(sorted(levels.items()))


def eligibility(place: Place) -> lines.EligibilityLine:
    """One of ``eligibility``."""
    keys = place.keys(required=("code", "kind", "title"), optional=("value", "listed"))
    if len(keys) < 3:
        return lines.EligibilityLine("", "", "")
    return lines.EligibilityLine(
        code=keys["code"].code(),
        kind=keys["kind"].choice(EligibilityKind.values),
        title=keys["title"].text(200),
        value=optional(keys, "value", lambda at: at.whole(0, 600), 0),
        listed=optional(keys, "listed", lambda at: at.each(lambda item: item.text(120)), ()),
    )


def question(place: Place) -> lines.QuestionLine:
    """One of ``questions``."""
    keys = place.keys(
        required=("code", "title"),
        optional=("kind", "help", "required", "for_judges", "choices", "shown_if", "shown_for", "categories"),
    )
    if len(keys.keys() & {"code", "title"}) < 2:
        return lines.QuestionLine("", "")
    if ("shown_if" in keys) != ("shown_for" in keys):
        place.wrong("needs shown_if and shown_for together, or neither")
    return lines.QuestionLine(
        code=keys["code"].code(),
        title=keys["title"].text(200),
        kind=optional(keys, "kind", lambda at: at.choice(QuestionKind.values), "text"),
        help=optional(keys, "help", partial(Place.text, longest=300), ""),
        required=optional(keys, "required", Place.flag, default=False),
        for_judges=optional(keys, "for_judges", Place.flag, default=True),
        choices=optional(keys, "choices", lambda at: at.each(lambda item: item.text(100)), ()),
        shown_if=optional(keys, "shown_if", Place.code, ""),
        shown_for=optional(keys, "shown_for", partial(Place.text, longest=100), ""),
        categories=optional(keys, "categories", lambda at: tuple(sorted(set(at.each(Place.code)))), ()),
    )


def judging(place: Place) -> lines.JudgingLine:
    """``judging``: how many judges, on which scale, by which method."""
    keys = place.keys(
        required=("judges_per_entry", "scale"),
        optional=(
            "minimum_judges",
            "blind",
            "method",
            "tie_break",
            "feedback",
            "self_nomination",
            "grace",
            "supporting",
            "judges_named",
            "full_panel",
        ),
    )
    if len(keys.keys() & {"judges_per_entry", "scale"}) < 2:
        return lines.JudgingLine()
    judges = keys["judges_per_entry"].whole(1, 50)
    low, high = _scale(keys["scale"])
    minimum = optional(keys, "minimum_judges", lambda at: at.whole(1, 50), min(2, judges))
    full_panel = optional(keys, "full_panel", Place.flag, default=False)
    if minimum > judges and not full_panel:
        keys["minimum_judges"].wrong("is more than judges_per_entry")
    return lines.JudgingLine(
        judges_per_entry=judges,
        minimum_judges=minimum,
        blind=optional(keys, "blind", Place.flag, default=True),
        scale_low=low,
        scale_high=high,
        method=optional(keys, "method", lambda at: at.choice(Method.values), "calibrated"),
        tie_break=optional(keys, "tie_break", lambda at: at.each(lambda item: item.text(60)), ()),
        feedback=optional(keys, "feedback", lambda at: at.choice(Feedback.values), "scores"),
        self_nomination=optional(keys, "self_nomination", Place.flag, default=False),
        grace=optional(keys, "grace", Place.flag, default=False),
        supporting=optional(keys, "supporting", lambda at: at.choice(Supporting.values), "no"),
        judges_named=optional(keys, "judges_named", Place.flag, default=False),
        full_panel=full_panel,
    )


def _scale(place: Place) -> tuple[int, int]:
    ends = place.each(lambda item: item.whole(-100, 100))
    if len(ends) != 2 or ends[0] >= ends[1]:
        place.wrong("must be the lowest and the highest score, such as [1, 5]")
        return 1, 5
    return ends[0], ends[1]
