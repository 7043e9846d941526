"""What a record changed, in words a reader can follow."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")


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
    return _moment(str(value))


def _moment(text: str) -> str:
    """A moment as a reader writes it; anything else as it stands."""
    if not MOMENT.fullmatch(text):
        return text
    return written(timezone.localtime(datetime.fromisoformat(text)), pgettext("moment in the trail", "j F Y, H:i"))
