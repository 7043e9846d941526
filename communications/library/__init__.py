"""The messages that ship with Laurel, one Markdown file each, with a head that names subject and placeholders."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent


class UnknownTemplate(LookupError):
    """A kind of message that Laurel does not have."""


@dataclass(frozen=True)
class Wording:
    """The words of one kind of message, before the placeholders are filled in."""

    key: str
    subject: str
    body: str
    placeholders: tuple[str, ...]


@cache
def shipped(key: str) -> Wording:
    """The shipped wording of this kind. Raises UnknownTemplate."""
    path = FOLDER / f"{key}.md"
    if not path.is_file():
        raise UnknownTemplate(key)
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    facts = yaml.safe_load(head)
    return Wording(key=key, subject=facts["subject"], body=body.strip(), placeholders=tuple(facts["placeholders"]))


def keys() -> list[str]:
    """All kinds of message, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.md"))
