"""The project's list of domains whose addresses are thrown away after use."""

from functools import cache
from importlib import resources


@cache
def disposable_domains() -> frozenset[str]:
    """The list, in lower case."""
    text = (resources.files("nominations.library") / "disposable_domains.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def is_disposable(email: str) -> bool:
    """Whether the address is of one of these domains or of one below them."""
    parts = email.rpartition("@")[2].strip().lower().split(".")
    return any(".".join(parts[at:]) in disposable_domains() for at in range(len(parts) - 1))
