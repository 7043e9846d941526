"""Acts that leave an entry without one of its judges: the assignment that fills the gap, and the results without them."""

from django.core.cache import cache
from django.db import transaction

from accounts.models import User
from judging.models import Conflict, Seat
from judging.services.assigning import assign_judges
from judging.services.computing import compute_results
from judging.services.conflicts import declare_conflict, find_conflicts, rule_on_conflict
from judging.services.one_at_a_time import hold_panel
from judging.services.panels import leave_seat
from nominations.models import Entry
from programmes.enums import Stage
from programmes.models import Cycle

LOOKED_FOR_EVERY = 3600
"""In seconds: how soon a conflict is found that the directory has brought about since the judges were assigned."""


def look_for_conflicts() -> int:
    """A judge who has come into the nominee's team or manages them by now loses the entry while the panel still scores, and
    another gets it; returns how many conflicts are new. Looked for once an hour, and again when a round or scoring ends.
    """
    found = 0
    for cycle in Cycle.objects.filter(stage=Stage.JUDGING).select_related("programme", "rulebook").order_by("pk"):
        if cache.add(f"conflicts-looked-for:{cycle.pk}", "", LOOKED_FOR_EVERY):
            found += _look(cycle)
    return found


@transaction.atomic
def _look(cycle: Cycle) -> int:
    new = find_conflicts(cycle=cycle, actor=None)
    if new:
        fill_gaps(cycle=cycle)
    return len(new)


def fill_gaps(*, cycle: Cycle) -> list[str]:
    """While the panel scores, give to others what a judge no longer does; what can't be filled comes back in words.

    Before judging nothing is done: the assignment of that stage starts from who sits then.
    """
    if cycle.stage != Stage.JUDGING:
        return []
    return assign_judges(cycle=cycle, actor=None).problems


@transaction.atomic
def leave_panel(*, seat: Seat, actor: User | None) -> list[str]:
    """End a seat, half-way or before: what was sent stays and counts, what was begun stays on record, and others get the rest."""
    hold_panel(seat.panel.cycle)
    leave_seat(seat=seat, actor=actor)
    return fill_gaps(cycle=seat.panel.cycle)


@transaction.atomic
def stand_aside(*, seat: Seat, entry: Entry, reason: str, actor: User) -> Conflict:
    """Declare a conflict; another judge gets the entry."""
    hold_panel(entry.cycle)
    conflict = declare_conflict(seat=seat, entry=entry, reason=reason, actor=actor)
    fill_gaps(cycle=entry.cycle)
    _compute_without(cycle=entry.cycle, actor=actor)
    return conflict


@transaction.atomic
def rule_and_fill(*, conflict: Conflict, uphold: bool, reason: str, actor: User) -> Conflict:
    """The chair's ruling; what it takes from a judge goes to another."""
    hold_panel(conflict.entry.cycle)
    ruled = rule_on_conflict(conflict=conflict, uphold=uphold, reason=reason, actor=actor)
    if uphold:
        fill_gaps(cycle=ruled.entry.cycle)
    _compute_without(cycle=ruled.entry.cycle, actor=actor)
    return ruled


def _compute_without(*, cycle: Cycle, actor: User) -> None:
    """While the panel deliberates, what is decided rests on the sheets that count after a ruling, not on those before it."""
    if cycle.stage == Stage.DELIBERATING:
        compute_results(cycle=cycle, actor=actor)
