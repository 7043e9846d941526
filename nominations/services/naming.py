"""Give a nomination or an entry a reference that nothing else has."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from nominations.models import Entry, MovedNomination, Nomination
from nominations.references import RANDOM_CHARACTERS, initials, new_reference
from prepared import Place, prepared
from programmes.models import Cycle

LOOK_UP_BATCH = 500


def nomination_references(cycle: Cycle, count: int = 1) -> list[str]:
    """So many free references for nominations of this cycle, such as SS-4K7TW."""
    return _free(Nomination, initials(cycle.programme.title), count)


def entry_references(cycle: Cycle, count: int = 1) -> list[str]:
    """So many free references for entries, which have an E after the initials: SSE-4K7TW."""
    return _free(Entry, f"{initials(cycle.programme.title)}E", count)


def _free(model: type[Nomination] | type[Entry], prefix: str, count: int) -> list[str]:
    """Draw until enough are free; a crowded length gives way to the next longer one after a few rounds."""
    free: dict[str, None] = {}
    for round_number in range(100):
        missing = count - len(free)
        if not missing:
            break
        characters = RANDOM_CHARACTERS + round_number // 5
        drawn = list({new_reference(prefix, characters=characters) for _ in range(missing)} - free.keys())
        taken = _taken(model, drawn)
        free.update(dict.fromkeys(reference for reference in drawn if reference not in taken))
    return list(free)


def _taken(model: type[Nomination] | type[Entry], references: Sequence[str]) -> set[str]:
    if model is Nomination and len(references) == 1:  # as each time when somebody nominates
        return set(_called(reference=references[0]))
    taken: set[str] = set()
    for start in range(0, len(references), LOOK_UP_BATCH):
        some = references[start : start + LOOK_UP_BATCH]
        taken.update(model._default_manager.filter(reference__in=some).values_list("reference", flat=True))
        if model is Entry:  # an entry that was merged away comes back under its reference
            moved = MovedNomination.objects.filter(from_reference__in=some)
            taken.update(moved.values_list("from_reference", flat=True))
    return taken


@prepared(reference=str)
def _called(reference: Place) -> QuerySet[Nomination, Any]:
    return Nomination.objects.filter(reference=reference).order_by().values_list("reference", flat=True)
