"""The parts of a programme file about the culture, the project plan, and law and fairness."""

from functools import partial

from programmes.check_points import QUESTION_BY_KEY
from programmes.culture import STATEMENT_BY_KEY
from programmes.enums import CheckAnswer, CultureAsk
from programmes.plans import lines
from programmes.plans.places import Place, optional


def culture(place: Place) -> dict[str, str]:
    """``culture`` of an option: by the key of a statement, whether it needs or avoids that."""
    keys = place.keys(optional=tuple(STATEMENT_BY_KEY))
    for key in sorted(keys.keys() - STATEMENT_BY_KEY.keys()):
        keys[key].wrong(f"is no statement of the culture check ({', '.join(STATEMENT_BY_KEY)})")
    return {key: at.choice(CultureAsk.values) for key, at in keys.items() if key in STATEMENT_BY_KEY}


def responsibility(place: Place) -> lines.ResponsibilityLine:
    """One of ``responsibilities``."""
    keys = place.keys(required=("what",), optional=("owner", "due"))
    if "what" not in keys:
        return lines.ResponsibilityLine("")
    return lines.ResponsibilityLine(
        what=keys["what"].text(200),
        owner=optional(keys, "owner", lambda at: at.text(254).lower(), ""),
        due=optional(keys, "due", Place.day, None),
    )


def check_point(place: Place) -> lines.CheckPointLine:
    """One of ``check_points``; an answer of "no" or "not-applicable" says why."""
    keys = place.keys(required=("key", "answer"), optional=("note",))
    if len(keys.keys() & {"key", "answer"}) < 2:
        return lines.CheckPointLine("", "")
    return lines.CheckPointLine(
        key=keys["key"].choice(tuple(QUESTION_BY_KEY)),
        answer=keys["answer"].choice(CheckAnswer.values),
        note=optional(keys, "note", partial(Place.text, longest=1000), ""),
    )
