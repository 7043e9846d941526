"""The count of a closed round as it is shown."""

from dataclasses import dataclass
from typing import Any

from judging.models import Round, RoundResult
from judging.queries.sight import Sight
from nominations.models import Entry
from programmes.models import Category


@dataclass(frozen=True)
class Row:
    """One entry: its figures as they were stored, and the entry with its nominee."""

    entry: Entry
    figures: dict[str, Any]


@dataclass(frozen=True)
class Table:
    """One category of a closed round."""

    category: Category
    rows: list[Row]
    digest: str

    @property
    def went(self) -> int:
        """How many went through."""
        return sum(row.figures["through"] for row in self.rows)

    @property
    def cut(self) -> int:
        """How many did not."""
        return len(self.rows) - self.went


def round_tables(one: Round, sight: Sight) -> list[Table]:
    """Every category's count as ``sight`` lets its reader see it, best first: without the entries from which they stand aside,
    and without the categories in which they are nominated.
    """
    hidden = sight.aside.references
    results = RoundResult.objects.filter(round=one).exclude(category__in=sight.aside.own).select_related("category")
    found = Entry.objects.filter(outcomes__round=one).select_related("person", "team")
    entries = {entry.reference: entry for entry in sight.seal(found)}
    return [
        Table(
            result.category,
            [Row(entries[row["entry"]], row) for row in result.figures["entries"] if row["entry"] not in hidden],
            result.inputs_digest,
        )
        for result in results.order_by("category__position", "category__pk")
    ]
