"""Members of a nominated team as lines of text: “Grace Oyelaran: rang every customer back”."""

import re
from collections.abc import Iterable

# What parts a name from what they did: a colon, or a dash with spaces around it.
PARTING = re.compile(r"\s*:\s+|\s*:$|\s+[-–—]\s+|\t+")
BULLET = re.compile(r"^\s*[-–—*•]\s+")


def read_lines(text: str) -> list[tuple[str, str]]:
    """Name and what they did of each line that says something; what they did is empty where nothing parts it from the name."""
    found = []
    for line in text.splitlines():
        said = BULLET.sub("", line).strip()
        if said:
            name, *did = PARTING.split(said, maxsplit=1)
            found.append((name.strip(), did[0].strip() if did else ""))
    return found


def as_lines(members: Iterable[tuple[str, str]]) -> str:
    """The same the other way round; line ends within what somebody did become spaces."""
    return "\n".join(f"{name}: {' '.join(did.split())}" if did else name for name, did in members)
