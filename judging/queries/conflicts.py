"""What the directory and the nominations say about who is too near to judge whom."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from judging.enums import STANDING_CONFLICTS, ConflictSource
from judging.models import Conflict, Seat
from judging.queries.entries import judged_entries
from judging.queries.seats import seats_of
from nominations.enums import NominationState
from nominations.models import Entry, Nomination
from programmes.models import Cycle

# In this order the findings of one judge and entry are written down.
SOURCES = (
    ConflictSource.SELF,
    ConflictSource.SAME_TEAM,
    ConflictSource.LINE_MANAGER,
    ConflictSource.REPORT,
    ConflictSource.NOMINATOR,
)


@dataclass(frozen=True)
class Finding:
    """That a rule speaks against this judge for this entry."""

    seat: Seat
    entry: Entry
    source: ConflictSource


def findings(cycle: Cycle) -> list[Finding]:
    """Every conflict that a rule finds between those seated and the entries, in five queries whatever their number.

    A person's entry: the judge is that person, is in their team, manages them or is managed by them, or nominated them.
    A team's entry: the judge belongs to the team, leads it, or nominated it. Each is looked up from the judge, since
    almost every pair has nothing to do with each other. In the order of seats, entries and sources.
    """
    entries = list(judged_entries(cycle).select_related("person", "team"))
    order = {entry.pk: number for number, entry in enumerate(entries)}
    near = _Nearness(entries, _nominators(cycle))
    return [
        Finding(seat, entry, source)
        for seat in seats_of(cycle)
        for entry, source in sorted(near.to(seat.judge), key=lambda pair: (order[pair[0].pk], SOURCES.index(pair[1])))
    ]


class _Nearness:
    """Entries by what may tie a judge to them."""

    def __init__(self, entries: list[Entry], nominators: Mapping[int, set[int | str]]) -> None:
        self._by_person: dict[int, list[Entry]] = defaultdict(list)
        self._by_team: dict[int, list[Entry]] = defaultdict(list)
        self._by_manager: dict[int, list[Entry]] = defaultdict(list)
        self._by_nominator: dict[int | str, list[Entry]] = defaultdict(list)
        for entry in entries:
            person, team = entry.person, entry.team
            if person is not None:
                self._by_person[person.pk].append(entry)
            for index, key in (
                (self._by_team, person.team_id if person is not None else entry.team_id),
                (self._by_manager, person.line_manager_id if person is not None else None),
                (self._by_manager, team.leader_id if team is not None else None),
            ):
                if key is not None:
                    index[key].append(entry)
            for nominator in nominators.get(entry.pk, ()):
                self._by_nominator[nominator].append(entry)

    def to(self, judge: User) -> set[tuple[Entry, ConflictSource]]:
        """Each entry to which this judge is too near, with each reason why."""
        team = self._by_team.get(judge.team_id, []) if judge.team_id is not None else []
        report = self._by_person.get(judge.line_manager_id, []) if judge.line_manager_id is not None else []
        nominated = [*self._by_nominator.get(judge.pk, []), *self._by_nominator.get(judge.email, [])]
        return {
            *((entry, ConflictSource.SELF) for entry in self._by_person.get(judge.pk, [])),
            *((entry, ConflictSource.SAME_TEAM) for entry in team if entry.person_id != judge.pk),
            *((entry, ConflictSource.LINE_MANAGER) for entry in self._by_manager.get(judge.pk, [])),
            *((entry, ConflictSource.REPORT) for entry in report),
            *((entry, ConflictSource.NOMINATOR) for entry in nominated),
        }


def _nominators(cycle: Cycle) -> defaultdict[int, set[int | str]]:
    """By entry: ids and addresses of everybody whose accepted nomination supports it."""
    found: defaultdict[int, set[int | str]] = defaultdict(set)
    rows = Nomination.objects.filter(cycle=cycle, state=NominationState.ACCEPTED, entry__isnull=False)
    for entry_id, person_id, email in rows.values_list("entry_id", "nominator_id", "nominator_email"):
        if entry_id is not None:
            found[entry_id] |= {value for value in (person_id, email.lower()) if value}
    return found


def standing_pairs(cycle: Cycle) -> set[tuple[int, int]]:
    """Seat and entry of every conflict that no chair has cleared."""
    standing = Conflict.objects.filter(seat__panel__cycle=cycle, state__in=STANDING_CONFLICTS)
    return set(standing.values_list("seat_id", "entry_id"))


def references_hidden_from(person: User, cycle: Cycle) -> set[str]:
    """The entries of a cycle from which this person stands aside, by reference; in one query."""
    standing = Conflict.objects.filter(seat__judge=person, seat__panel__cycle=cycle, state__in=STANDING_CONFLICTS)
    return set(standing.values_list("entry__reference", flat=True))


def conflicts_of(cycle: Cycle) -> QuerySet[Conflict]:
    """All conflicts of a cycle with the judge and the entry, those that wait for the chair first."""
    conflicts = Conflict.objects.filter(seat__panel__cycle=cycle).select_related(
        "seat__judge", "seat__panel__cycle__programme", "entry__person", "entry__team", "ruled_by"
    )
    return conflicts.order_by("entry__reference", "pk")
