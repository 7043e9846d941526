from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst

from judging.enums import ConflictSource, ConflictState
from judging.models import Conflict
from judging.queries.conflicts import conflicts_of
from prepared import Place, prepared
from programmes.models import Cycle


@dataclass(frozen=True)
class ListedConflict:
    """One conflict as pages list it: judge, entry, why, and how it stands, with the names and words to show."""

    pk: int
    judge_id: int
    judge: str
    entry_id: int
    category_id: int
    reference: str
    nominee: str
    source: str
    source_words: str
    reason: str
    state: str
    state_words: str
    ruled_by: str
    ruling: str
    found_at: datetime

    @property
    def stands_by_rule(self) -> bool:
        """Found by rule and never ruled on: it holds, and waits for nobody."""
        return self.source != ConflictSource.DECLARED and self.state == ConflictState.OPEN


def conflicts_listed(cycle: Cycle, *, private: bool) -> list[ListedConflict]:
    """All conflicts of a cycle as pages list them, in one query: there are many, and a page shows little of each.

    What follows from whom a judge is close to is among them for the chair only, who has ``private``.
    """
    sources: dict[str, str] = {source.value: str(source.label) for source in ConflictSource}
    states: dict[str, str] = {state.value: str(state.label) for state in ConflictState}
    return [
        ListedConflict(
            pk=pk,
            judge_id=judge_id,
            judge=judge,
            entry_id=entry_id,
            category_id=category_id,
            reference=reference,
            nominee=person or team or "",
            source=source,
            source_words=sources[source],
            reason=reason,
            state=state,
            state_words=states[state],
            ruled_by=ruled_by or "",
            ruling=ruling,
            found_at=found_at,
        )
        for (
            pk,
            judge_id,
            judge,
            entry_id,
            category_id,
            reference,
            person,
            team,
            source,
            reason,
            state,
            ruled_by,
            ruling,
            found_at,
        ) in _rows(cycle=cycle.pk)
        if private or source != ConflictSource.CLOSE
    ]


@prepared(cycle=int)
def _rows(cycle: Place) -> QuerySet[Conflict, Any]:
    return conflicts_of(cycle).values_list(
        "pk",
        "seat__judge_id",
        "seat__judge__full_name",
        "entry_id",
        "entry__category_id",
        "entry__reference",
        "entry__person__full_name",
        "entry__team__name",
        "source",
        "reason",
        "state",
        "ruled_by__full_name",
        "ruling",
        "found_at",
    )


@dataclass(frozen=True)
class StoodAside:
    """A judge who has nothing to do with an entry, and every conflict that says why, in the order they were found."""

    judge: str
    reference: str
    conflicts: tuple[ListedConflict, ...]

    @property
    def why(self) -> str:
        """All the reasons in one sentence, and what the judge said: “Manages the nominee, wrote a nomination.”"""
        rules = [one.source_words for one in self.conflicts if one.source != ConflictSource.DECLARED]
        found = capfirst(", ".join(words[:1].lower() + words[1:] for words in rules))
        told = [one.reason for one in self.conflicts if one.reason]
        return " ".join(f"{words.rstrip('.')}." for words in [found, *told] if words)

    @property
    def declared(self) -> ListedConflict | None:
        """The judge's own word, where there is one."""
        return next((one for one in self.conflicts if one.source == ConflictSource.DECLARED), None)

    @property
    def ruled_by(self) -> str:
        """Who upheld it; empty where nobody had to."""
        return next((one.ruled_by for one in self.conflicts if one.state == ConflictState.UPHELD), "")


def stood_aside(conflicts: Iterable[ListedConflict]) -> list[StoodAside]:
    """One line for each judge and entry out of the conflicts that stand, by judge and reference."""
    grouped: dict[tuple[str, str, int], list[ListedConflict]] = defaultdict(list)
    for conflict in sorted(conflicts, key=lambda one: one.pk):
        grouped[conflict.judge, conflict.reference, conflict.judge_id].append(conflict)
    return [StoodAside(judge, entry, tuple(found)) for (judge, entry, _pk), found in sorted(grouped.items())]
