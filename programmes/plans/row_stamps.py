"""What a form was opened on, as a short stamp of each of its fields, so that a later saving can tell what others changed.

A stamp holds digests and no words: it travels in a hidden field of the page.
"""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from hashlib import blake2s
from typing import Any

Values = Mapping[str, Any]


def stamped_values(line: Any) -> dict[str, Any]:
    """What counts of one line of a plan (a dataclass of plans.lines): its fields without the key of its row."""
    return {name: value for name, value in asdict(line).items() if name != "pk"}


def stamp_of(values: Values) -> str:
    """The stamp of what is stored now."""
    return " ".join(f"{name}:{_digest(value)}" for name, value in values.items())


def changed_since(stamp: str, values: Values) -> list[str]:
    """The fields that are no longer what they were when the stamp was made, with those that came or went since."""
    before = _parts(stamp)
    now = {name: _digest(value) for name, value in values.items()}
    return [name for name in dict.fromkeys([*now, *before]) if before.get(name) != now.get(name)]


def brought_together(stamp: str, now: Values, mine: Values) -> dict[str, Any]:
    """Mine where I changed something since the stamp was made, and what is stored now elsewhere."""
    my_changes = set(changed_since(stamp, mine))
    said = {name: mine if name in my_changes else now for name in dict.fromkeys([*mine, *now])}
    return {name: values[name] for name, values in said.items() if name in values}


def same(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same: 4 is 4.00, and lines may end as browsers end them."""
    return bool(_plain(one) == _plain(other))


def _parts(stamp: str) -> dict[str, str]:
    return dict(part.split(":", 1) for part in stamp.split() if ":" in part)


def _digest(value: Any) -> str:
    return blake2s(repr(_plain(value)).encode(), digest_size=6).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, str):
        return "\n".join(value.splitlines()).strip()
    if isinstance(value, Mapping):
        return tuple((name, _plain(part)) for name, part in value.items())
    if isinstance(value, list | tuple):
        return tuple(_plain(part) for part in value)
    return value
