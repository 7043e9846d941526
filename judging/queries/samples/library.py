"""Laurel's own sample stories."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

LIBRARY = Path(__file__).resolve().parent.parent.parent / "library" / "samples.yaml"


@dataclass(frozen=True)
class SampleStory:
    """One story of the library for a kind of nominee (NomineeKind); ``tests`` says what it tempts a panel to do."""

    key: str
    kind: str
    title: str
    story: str
    tests: str


@cache
def sample_stories() -> dict[str, SampleStory]:
    """All of them by their key, in the file's order."""
    kinds: dict[str, list[dict[str, str]]] = yaml.safe_load(LIBRARY.read_text(encoding="utf-8"))
    return {one["key"]: SampleStory(kind=kind, **one) for kind, stories in kinds.items() for one in stories}
