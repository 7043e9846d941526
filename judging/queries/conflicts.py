"""What the directory and the nominations say about who is too near to judge whom."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from judging.enums import STANDING_CONFLICTS, ConflictSource
from judging.models import Conflict, Seat
from judging.queries.entries import judged_entries
from judging.queries.seats import seats_of
from nominations.enums import NominationState
from nominations.models import Entry, Nomination
from programmes.models import Cycle


@dataclass(frozen=True)
class Finding:
    """That a rule speaks against this judge for this entry."""

    seat: Seat
    entry: Entry
    source: ConflictSource


def findings(cycle: Cycle) -> list[Finding]:
    """Every conflict that a rule finds between those seated and the entries, in five queries whatever their number.

    A person's entry: the judge is that person, is in their team, manages them or is managed by them, or nominated them.
    A team's entry: the judge belongs to the team, leads it, or nominated it.
    """
    entries = list(judged_entries(cycle).select_related("person", "team"))
    nominators = _nominators(cycle)
    return [
        Finding(seat, entry, source)
        for seat in seats_of(cycle)
        for entry in entries
        for source in _sources(seat, entry, nominators[entry.pk])
    ]


def _nominators(cycle: Cycle) -> defaultdict[int, set[int | str]]:
    """By entry: ids and addresses of everybody whose accepted nomination supports it."""
    found: defaultdict[int, set[int | str]] = defaultdict(set)
    rows = Nomination.objects.filter(cycle=cycle, state=NominationState.ACCEPTED, entry__isnull=False)
    for entry_id, person_id, email in rows.values_list("entry_id", "nominator_id", "nominator_email"):
        if entry_id is not None:
            found[entry_id] |= {value for value in (person_id, email.lower()) if value}
    return found


def _sources(seat: Seat, entry: Entry, nominators: set[int | str]) -> list[ConflictSource]:
    judge, person, team = seat.judge, entry.person, entry.team
    against = {
        ConflictSource.SELF: person is not None and person.pk == judge.pk,
        ConflictSource.SAME_TEAM: judge.team_id is not None
        and judge.team_id == (person.team_id if person is not None else entry.team_id)
        and (person is None or person.pk != judge.pk),
        ConflictSource.LINE_MANAGER: (person is not None and person.line_manager_id == judge.pk)
        or (team is not None and team.leader_id == judge.pk),
        ConflictSource.REPORT: person is not None and judge.line_manager_id == person.pk,
        ConflictSource.NOMINATOR: bool(nominators & {judge.pk, judge.email}),
    }
    return [source for source, speaks in against.items() if speaks]


def standing_pairs(cycle: Cycle) -> set[tuple[int, int]]:
    """Seat and entry of every conflict that no chair has cleared."""
    standing = Conflict.objects.filter(seat__panel__cycle=cycle, state__in=STANDING_CONFLICTS)
    return set(standing.values_list("seat_id", "entry_id"))


def conflicts_of(cycle: Cycle) -> QuerySet[Conflict]:
    """All conflicts of a cycle with the judge and the entry, those that wait for the chair first."""
    conflicts = Conflict.objects.filter(seat__panel__cycle=cycle).select_related(
        "seat__judge", "seat__panel__cycle__programme", "entry__person", "entry__team", "ruled_by"
    )
    return conflicts.order_by("entry__reference", "pk")
