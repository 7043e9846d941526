"""The launch in a programme file: ``launch`` (tasks), ``messages`` and ``pilot_teams``."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial

from programmes.calculations.circles import circle_in
from programmes.enums import LaunchKind, MessageAudience
from programmes.plans import lines
from programmes.plans.places import Place, optional

ANSWERS = range(2, 5)


def launch(place: Place) -> lines.LaunchLine:
    """One of ``launch``."""
    keys = place.keys(
        required=("title", "kind", "due"), optional=("audience", "channel", "owner", "starts_on", "notes", "after")
    )
    if len(keys.keys() & {"title", "kind", "due"}) < 3:
        return lines.LaunchLine("", "", date(2000, 1, 1))
    line = lines.LaunchLine(
        title=keys["title"].text(200),
        kind=keys["kind"].choice(LaunchKind.values),
        due=keys["due"].day(),
        audience=optional(keys, "audience", partial(Place.text, longest=120), ""),
        channel=optional(keys, "channel", partial(Place.text, longest=60), ""),
        owner=optional(keys, "owner", lambda at: at.text(254).lower(), ""),
        starts_on=optional(keys, "starts_on", Place.day, None),
        notes=optional(keys, "notes", Place.text, ""),
        after=optional(keys, "after", lambda at: at.each(partial(Place.text, longest=200)), ()),
    )
    if line.starts_on and line.starts_on > line.due:
        keys["starts_on"].wrong("begins after it is due")
    return line


def message(place: Place) -> lines.MessageLine:
    """One of ``messages``."""
    keys = place.keys(
        required=("subject", "body", "send_at"),
        optional=("audience", "teams", "job_roles", "question", "answers", "right"),
    )
    if len(keys.keys() & {"subject", "body", "send_at"}) < 3:
        return lines.MessageLine("", "", datetime(2000, 1, 1))  # noqa: DTZ001 — the organisation's time, as in the file
    none: tuple[str, ...] = ()
    line = lines.MessageLine(
        subject=keys["subject"].text(200),
        body=keys["body"].text(20_000),
        send_at=_moment(keys["send_at"]),
        audience=optional(keys, "audience", lambda at: at.choice(MessageAudience.values), "everybody"),
        teams=tuple(sorted(optional(keys, "teams", _names, none))),
        job_roles=tuple(sorted(optional(keys, "job_roles", _names, none))),
        question=optional(keys, "question", partial(Place.text, longest=200), ""),
        answers=optional(keys, "answers", _names, none),
        right=optional(keys, "right", lambda at: at.whole(1, 4), None),
    )
    _check_question(line, place)
    return line


def pilot_teams(place: Place) -> tuple[str, ...]:
    """The names of the teams that begin, sorted."""
    return tuple(sorted(_names(place)))


def _names(place: Place) -> tuple[str, ...]:
    return place.each(partial(Place.text, longest=120))


def _moment(place: Place) -> datetime:
    try:
        at = datetime.fromisoformat(place.text(25))
    except ValueError:
        at = None
    if at is None or at.tzinfo is not None:
        place.wrong("must be a day and an hour such as 2026-10-01 09:00, in the organisation's time")
        return datetime(2000, 1, 1)  # noqa: DTZ001 — as above
    return at.replace(second=0, microsecond=0)


def _check_question(line: lines.MessageLine, place: Place) -> None:
    if not line.question and (line.answers or line.right):
        place.wrong("has answers and no question")
    elif line.question and len(line.answers) not in ANSWERS:
        place.wrong("asks a question, so it needs two to four answers")
    elif line.question and (line.right is None or line.right > len(line.answers)):
        place.wrong("must say which answer is right, counted from 1")


def check_launch(plan: lines.Plan, places: Mapping[str, Place]) -> None:
    """What waits for something names exactly one step, and nothing waits for itself round a circle."""
    titles = [line.title for line in plan.launch]
    for line in plan.launch:
        for title in line.after:
            if titles.count(title) != 1:
                places["launch"].wrong(
                    f"“{line.title}” waits for “{title}”, which must be the title of exactly one step"
                )
                return
    circle = circle_in({line.title: line.after for line in plan.launch if line.after})
    if circle:
        places["launch"].wrong(f"these wait for each other: {' → '.join([*circle, circle[0]])}")
