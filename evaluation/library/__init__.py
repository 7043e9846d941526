"""The ready questions that ship with Laurel, one survey for each point of view (surveys.yaml)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True)
class ReadyQuestion:
    """A question before it is asked. ``serves`` is the aim of a programme that the answer speaks to."""

    code: str
    kind: str
    text: str
    serves: str


@dataclass(frozen=True)
class ReadySurvey:
    """What one audience is asked unless a manager words it otherwise."""

    audience: str
    title: str
    for_whom: str
    questions: tuple[ReadyQuestion, ...]


@cache
def ready_surveys() -> dict[str, ReadySurvey]:
    """The five surveys by audience, in the order of the file."""
    held = yaml.safe_load((Path(__file__).parent / "surveys.yaml").read_text(encoding="utf-8"))
    return {
        survey["audience"]: ReadySurvey(
            audience=survey["audience"],
            title=survey["title"],
            for_whom=survey["for_whom"],
            questions=tuple(ReadyQuestion(**question) for question in survey["questions"]),
        )
        for survey in held["surveys"]
    }


@dataclass(frozen=True)
class StandardPoint:
    """A point of the occupational standard; ``facts`` are keys of evaluation.queries.evidence_facts."""

    code: str
    group: str
    text: str
    facts: tuple[str, ...]


@cache
def standard() -> tuple[StandardPoint, ...]:
    """All points of the standard, in its order."""
    held = yaml.safe_load((Path(__file__).parent / "standard.yaml").read_text(encoding="utf-8"))
    return tuple(StandardPoint(one["code"], one["group"], one["text"], tuple(one["facts"])) for one in held)
