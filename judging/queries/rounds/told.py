"""The rounds of a cycle as the report on one category tells them: counts, never which entries."""

from dataclasses import dataclass

from judging.enums import RoundState
from judging.models import RoundResult
from judging.models.round import SCORING
from judging.queries.rounds.plan import RULING, rounds_of
from judging.queries.rounds.words import cut_in_words
from programmes.models import Category, Cycle


@dataclass(frozen=True)
class Told:
    """One round: what it asked, its rule, how many of the category went through and how many did not.

    ``digest`` is empty where nothing was counted. ``rules`` says that its order gives the places.
    """

    what: str
    rule: str
    went: int
    cut: int
    digest: str
    rules: bool


def rounds_told(cycle: Cycle, category: Category) -> list[Told]:
    """Every round in its order; empty for a cycle without rounds, without a query where the cycle's own says so."""
    if getattr(cycle, "has_rounds", None) is False:
        return []
    rounds = rounds_of(cycle)
    results = {found.round_id: found for found in RoundResult.objects.filter(round__in=rounds, category=category)}
    told = []
    for one in rounds:
        found = results.get(one.pk)
        rows = found.figures["entries"] if found else []
        went = sum(row["through"] for row in rows)
        told.append(
            Told(
                what=one.get_mode_display(),
                rule=cut_in_words(one),
                went=went,
                cut=len(rows) - went,
                digest=found.inputs_digest if found else "",
                rules=one.position > SCORING and one.mode in RULING and one.state == RoundState.CLOSED,
            )
        )
    return told
