"""Bring the stored rows of a list in line with what was handed in, touching only what differs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, ProtectedError, QuerySet
from django.utils.translation import gettext as _

from audit.refusals import Refused


@dataclass(frozen=True)
class Changes:
    """How many rows were added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def counts(self) -> dict[str, int]:
        """For the audit trail."""
        return {"added": self.added, "changed": self.changed, "removed": self.removed}


Pairs = list[tuple[Any, dict[str, Any]]]


def paired_by_code(stored: Iterable[Any], wanted: Mapping[str, dict[str, Any]]) -> Pairs:
    """Each wanted row beside the stored one of its code, or beside None."""
    known = {row.code: row for row in stored}
    return [(known.get(code), {"code": code, **values}) for code, values in wanted.items()]


def paired_by_key_or_title(stored: Iterable[Any], wanted: list[tuple[int | None, dict[str, Any]]], title: str) -> Pairs:
    """Each wanted row beside the stored one with its key, else the first unclaimed one with its title, else None."""
    by_key = {row.pk: row for row in stored}
    claimed = {key for key, _values in wanted if key in by_key}
    free = [row for key, row in by_key.items() if key not in claimed]
    pairs: Pairs = []
    for key, values in wanted:
        row = by_key.get(key) if key else None
        if row is None:
            row = next((each for each in free if getattr(each, title) == values[title]), None)
            free = [each for each in free if each is not row]
        pairs.append((row, values))
    return pairs


def bring_in_line(rows: QuerySet[Any], pairs: Pairs, **parent: Model) -> Changes:
    """Delete what no pair names, change what differs, add what is new. Raises Refused where a row is still needed."""
    kept = [row.pk for row, _values in pairs if row is not None]
    surplus = rows.exclude(pk__in=kept)
    try:
        removed = surplus.count()
        surplus.delete()
    except ProtectedError as error:
        raise Refused(_("Something that you removed has been used already, so it stays.")) from error
    added = changed = 0
    for row, values in pairs:
        if row is None:
            rows.model.objects.create(**parent, **values)
            added += 1
        elif different := [name for name, value in values.items() if getattr(row, name) != value]:
            for name in different:
                setattr(row, name, values[name])
            row.save(update_fields=different)
            changed += 1
    return Changes(added, changed, removed)
