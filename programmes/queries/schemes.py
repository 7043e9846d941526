"""The library of kinds of scheme that an organisation could run."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import yaml
from django.utils.translation import gettext as _

from programmes.plans.lines import OptionLine
from programmes.queries.library import LIBRARY

DO_NOTHING = "do-nothing"


@dataclass(frozen=True)
class Scheme:
    """One kind of scheme. ``cost`` is from and to, a year and for a hundred people, in pounds.

    ``culture`` says by statement what it asks ("needs" or "avoids") and ``culture_why`` why, in a sentence.
    """

    key: str
    title: str
    kinds: tuple[str, ...]
    description: str
    benefits: str
    drawbacks: str
    reward_kind: str
    cost: tuple[Decimal, Decimal]
    cost_note: str
    culture: dict[str, str]
    culture_why: dict[str, str]


@cache
def all_schemes() -> dict[str, Scheme]:
    """Every kind by its key, "do nothing" last."""
    rows = yaml.safe_load((LIBRARY / "schemes" / "schemes.yaml").read_text(encoding="utf-8"))
    return {row["key"]: _scheme(row) for row in rows}


def schemes() -> list[Scheme]:
    """The kinds that one can add; "do nothing" stands among the options of every programme already."""
    return [scheme for scheme in all_schemes().values() if scheme.key != DO_NOTHING]


def option_of(scheme: Scheme, *, people: int | None) -> OptionLine:
    """The scheme as an option, with its cost for so many people; None leaves the cost open."""
    cost = None
    if people is not None:
        cost = ((scheme.cost[0] + scheme.cost[1]) / 2 * people / 100).quantize(Decimal(1)).quantize(Decimal("0.01"))
    return OptionLine(
        code=scheme.key,
        title=scheme.title,
        description=scheme.description,
        source="outside",
        source_who=_("Laurel’s library of schemes"),
        benefits=scheme.benefits,
        drawbacks=scheme.drawbacks,
        reward_kind=scheme.reward_kind,
        cost=cost,
        scheme=scheme.key,
        culture=dict(scheme.culture),
    )


def nothing_values() -> dict[str, Any]:
    """The option that stands among those of every programme, as the library words it."""
    scheme = all_schemes()[DO_NOTHING]
    return {
        "code": "nothing",
        "title": _("Do nothing"),
        "description": scheme.description,
        "benefits": scheme.benefits,
        "drawbacks": scheme.drawbacks,
        "cost": Decimal("0.00"),
        "do_nothing": True,
        "scheme": DO_NOTHING,
        "culture": dict(scheme.culture),
    }


def _scheme(row: dict[str, Any]) -> Scheme:
    low, high = row["cost"]
    return Scheme(
        key=row["key"],
        title=row["title"],
        kinds=tuple(row["kinds"]),
        description=row["description"],
        benefits=row["benefits"],
        drawbacks=row["drawbacks"],
        reward_kind=row["reward_kind"],
        cost=(Decimal(low), Decimal(high)),
        cost_note=row["cost_note"],
        culture={ask["statement"]: ask["asks"] for ask in row["culture"]},
        culture_why={ask["statement"]: ask["why"] for ask in row["culture"]},
    )
