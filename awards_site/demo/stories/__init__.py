"""The nominations that the demo tells: written once in YAML, told of a person or team of Brightwater."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from awards_site.demo.material import material
from awards_site.demo.telling import Pronoun, told_of

PARTS = ("situation", "task", "action", "result")
FILES = ("customers", "customers_choice", "colleagues", "teams", "odd", "overlong")


@dataclass(frozen=True)
class Story:
    """One nomination as written. ``text`` holds it when it came in one box; else the four parts do, some of them empty.

    ``suits`` are the teams of which it can be told, ``cluster`` joins near-duplicates, ``name_given`` is what a
    customer knew of the name, ``nominator`` says how a conflicted one is tied to the nominee, ``pronoun`` is set when
    the words fit only a woman or only a man.
    """

    id: str
    told_by: str
    quality: str
    kind: str
    nominee: str
    language: str
    suits: tuple[str, ...]
    situation: str = ""
    task: str = ""
    action: str = ""
    result: str = ""
    text: str = ""
    evidence: dict[str, str] = field(default_factory=dict)
    cluster: str = ""
    about: str = ""
    name_given: str = ""
    nominator: str = ""
    pronoun: Pronoun | None = None

    @property
    def words(self) -> str:
        """All that was written, parts in their order."""
        return "\n\n".join(part for part in (self.text, self.situation, self.task, self.action, self.result) if part)


@dataclass(frozen=True)
class Told:
    """A story with a nominee's name in it, as it would arrive."""

    story: Story
    situation: str
    task: str
    action: str
    result: str
    evidence: dict[str, str]


@cache
def stories() -> tuple[Story, ...]:
    """Return all stories in the order of their files."""
    return tuple(_read())


def stories_for(kind: str, team: str) -> tuple[Story, ...]:
    """Return the stories of a kind (individual, team, customer_choice) that can be told of ``team`` or its people."""
    home = team.split(" (", maxsplit=1)[0]
    return tuple(story for story in stories() if story.kind == kind and home in story.suits)


def tell(story: Story, *, name: str, pronoun: Pronoun = "it") -> Told:
    """Put a nominee's name and pronouns into a story. One that came in one box is told as its action."""
    voice = story.pronoun or pronoun
    told = {part: told_of(getattr(story, part), name=name, pronoun=voice) for part in PARTS}
    if story.text:
        told["action"] = told_of(story.text, name=name, pronoun=voice)
    evidence = {code: told_of(text, name=name, pronoun=voice) for code, text in story.evidence.items()}
    return Told(story=story, evidence=evidence, **told)


def _read() -> Iterator[Story]:
    for name in FILES:
        for written in material(f"stories/{name}.yaml"):
            yield _story(dict(written))


def _story(written: dict[str, Any]) -> Story:
    written["told_by"] = written.pop("from")
    written["suits"] = tuple(written["suits"])
    written.setdefault("nominee", "team" if written["kind"] == "team" else "person")
    return Story(**written)
