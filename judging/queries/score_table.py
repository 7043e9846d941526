"""What goes into the computation of a category, and whether a stored result still rests on it."""

from judging.calculations.sheets import ScoreTable, Sheet
from judging.models import Result
from judging.queries.entries import scored_entries
from judging.queries.scores import counted_sheets, weights_of
from programmes.models import Category, Cycle, Rulebook


def score_table(cycle: Cycle, category: Category, rulebook: Rulebook) -> ScoreTable:
    """What goes into a computation: judges by their id, entries by their reference, sent sheets without standing conflicts."""
    entries = scored_entries(cycle).filter(category=category).order_by("reference")
    return ScoreTable(
        entries=tuple(entries.values_list("reference", flat=True)),
        sheets=tuple(
            Sheet(judge=str(judge), entry=entry, values=values)
            for (judge, entry), values in counted_sheets(cycle, category).items()
        ),
        weights=weights_of(category),
        scale=(float(rulebook.scale_low), float(rulebook.scale_high)),
    )


def is_current(result: Result) -> bool:
    """Whether the result would be the same if it were computed now: no sheet or entry has come, gone or changed since."""
    rulebook = result.cycle.rulebook
    return (
        rulebook is not None and score_table(result.cycle, result.category, rulebook).digest() == result.inputs_digest
    )
