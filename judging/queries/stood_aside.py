from dataclasses import dataclass
from datetime import datetime

from judging.enums import ConflictSource, ConflictState
from judging.queries.conflicts import conflicts_of
from programmes.models import Cycle


@dataclass(frozen=True)
class StoodAside:
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


def conflicts_listed(cycle: Cycle) -> list[StoodAside]:
    """All conflicts of a cycle as pages list them, in one query: there are many, and a page shows little of each."""
    sources: dict[str, str] = {source.value: str(source.label) for source in ConflictSource}
    states: dict[str, str] = {state.value: str(state.label) for state in ConflictState}
    rows = conflicts_of(cycle).values_list(
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
    return [
        StoodAside(
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
        ) in rows
    ]
