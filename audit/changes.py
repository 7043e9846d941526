"""What a record changed, in words a reader can follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Change:
    """One fact of a record. ``before`` is empty where there was none."""

    name: str
    before: str
    after: str


def changes_in_words(before: Mapping[str, Any], data: Mapping[str, Any]) -> list[Change]:
    """Every fact of a record: what it was and what it became, in the order of the record."""
    names = [*data, *(name for name in before if name not in data)]
    return [
        Change(
            name=name.replace("_", " "),
            before=_words(before[name]) if name in before else "",
            after=_words(data[name]) if name in data else "",
        )
        for name in names
    ]


def _words(value: Any) -> str:
    if value is None or value == "":
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_words(inner)}" for name, inner in value.items()) or _("nothing")
    if isinstance(value, list):
        return ", ".join(_words(inner) for inner in value) or _("nothing")
    return str(value)
