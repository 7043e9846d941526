"""What the directory and the nominations say about who is too near to judge whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Value

from accounts.models import Team, User
from judging.enums import STANDING_CONFLICTS, ConflictSource, ConflictState
from judging.models import CloseTie, Conflict, Seat
from judging.queries.entries import judged_entries
from judging.queries.seats import seats_of
from nominations.enums import RECEIVED_STATES, NominationState
from nominations.models import Entry, Member, Nomination
from prepared import Place
from programmes.models import Cycle

# In this order the findings of one judge and entry are written down.
SOURCES = (
    ConflictSource.SELF,
    ConflictSource.SAME_TEAM,
    ConflictSource.LINE_MANAGER,
    ConflictSource.REPORT,
    ConflictSource.NOMINATOR,
    ConflictSource.CLOSE,
)


@dataclass(frozen=True)
class Finding:
    """That a rule speaks against this judge for this entry."""

    seat: Seat
    entry: Entry
    source: ConflictSource


def findings(cycle: Cycle, seats: Iterable[Seat] | None = None) -> list[Finding]:
    """Every conflict that a rule finds between those seated and the entries, in six queries whatever their number.

    A person's entry: the judge is that person, is in their team, manages them or is managed by them, or nominated them.
    A team's entry: the judge belongs to the team, leads it or is managed by who leads it, is named as part of it or manages or
    is managed by who is, or nominated it. Who leads somebody's team manages them, whomever else the directory names. And what
    is near to whom the judge said to be close to. Each is looked up from the judge: almost every pair has nothing to do with
    each other. In the order of seats, entries and sources. ``seats`` names some only.
    """
    near, close = _nearness(cycle), _close_to(cycle)
    return [
        Finding(seat, entry, source)
        for seat in (seats_of(cycle) if seats is None else seats)
        for entry, source in near.sorted(near.to(seat.judge) | near.through(close.get(seat.pk, [])))
    ]


def conflicts_of_candidates(cycle: Cycle, people: Iterable[User]) -> dict[int, list[tuple[Entry, ConflictSource]]]:
    """The same for people who have no seat yet, by id, so that it can be seen before anybody is invited."""
    near = _nearness(cycle)
    return {person.pk: near.sorted(near.to(person)) for person in people}


def _nearness(cycle: Cycle) -> "_Nearness":
    entries = list(judged_entries(cycle).select_related("person__team", "team"))
    return _Nearness(entries, *_nominators_and_members(cycle, entries))


def _close_to(cycle: Cycle) -> Mapping[int, list[User]]:
    """By seat: the people to whom its judge said to be close."""
    found: defaultdict[int, list[User]] = defaultdict(list)
    for tie in CloseTie.objects.filter(seat__panel__cycle=cycle, seat__left_at=None).select_related("person"):
        found[tie.seat_id].append(tie.person)
    return found


def _leader_of(team: Team | None) -> int | None:
    return team.leader_id if team is not None else None


class _Nearness:
    """Entries by what may tie a judge to them."""

    def __init__(
        self,
        entries: list[Entry],
        nominators: Mapping[int, set[int | str]],
        members: Mapping[int, set[tuple[int, int | None]]],
    ) -> None:
        self._order = {entry.pk: number for number, entry in enumerate(entries)}
        self._by_person: dict[int, list[Entry]] = defaultdict(list)
        self._by_team: dict[int, list[Entry]] = defaultdict(list)
        self._by_own_team: dict[int, list[Entry]] = defaultdict(list)
        self._by_manager: dict[int, list[Entry]] = defaultdict(list)
        self._by_leader: dict[int, list[Entry]] = defaultdict(list)
        self._by_nominator: dict[int | str, list[Entry]] = defaultdict(list)
        self._by_member: dict[int, list[Entry]] = defaultdict(list)
        for entry in entries:
            person, team = entry.person, entry.team
            if person is not None:
                self._by_person[person.pk].append(entry)
            if team is not None:
                self._by_own_team[team.pk].append(entry)
            for index, key in (
                (self._by_team, person.team_id if person is not None else entry.team_id),
                (self._by_manager, person.line_manager_id if person is not None else None),
                (self._by_manager, _leader_of(person.team if person is not None else team)),
                (self._by_leader, team.leader_id if team is not None else None),
            ):
                if key is not None:
                    index[key].append(entry)
            for nominator in nominators.get(entry.pk, ()):
                self._by_nominator[nominator].append(entry)
            for member, manager in members.get(entry.pk, ()):
                self._by_member[member].append(entry)
                if manager is not None:
                    self._by_manager[manager].append(entry)

    def to(self, judge: User) -> set[tuple[Entry, ConflictSource]]:
        """Each entry to which this judge is too near, with each reason why."""
        team = self._by_team.get(judge.team_id, []) if judge.team_id is not None else []
        bosses = {judge.line_manager_id, _leader_of(judge.team)} - {None, judge.pk}
        of_bosses = [
            by.get(boss or 0, []) for by in (self._by_person, self._by_member, self._by_leader) for boss in bosses
        ]
        report = [entry for found in of_bosses for entry in found]
        managed = self._by_manager.get(judge.pk, [])
        nominated = [*self._by_nominator.get(judge.pk, []), *self._by_nominator.get(judge.email, [])]
        return {
            *((entry, ConflictSource.SELF) for entry in self._by_person.get(judge.pk, [])),
            *((entry, ConflictSource.SELF) for entry in self._by_member.get(judge.pk, [])),
            *((entry, ConflictSource.SAME_TEAM) for entry in team if entry.person_id != judge.pk),
            *((entry, ConflictSource.LINE_MANAGER) for entry in managed if entry.person_id != judge.pk),
            *((entry, ConflictSource.REPORT) for entry in report),
            *((entry, ConflictSource.NOMINATOR) for entry in nominated),
        }

    def through(self, people: list[User]) -> set[tuple[Entry, ConflictSource]]:
        """The entries of these people and of the teams that they belong to."""
        return {
            (entry, ConflictSource.CLOSE)
            for person in people
            for entry in (
                *self._by_person.get(person.pk, []),
                *self._by_member.get(person.pk, []),
                *self._by_own_team.get(person.team_id or 0, []),
            )
        }

    def sorted(self, found: set[tuple[Entry, ConflictSource]]) -> list[tuple[Entry, ConflictSource]]:
        """In the order of entries and sources."""
        return sorted(found, key=lambda pair: (self._order[pair[0].pk], SOURCES.index(pair[1])))


def _nominators_and_members(
    cycle: Cycle, entries: list[Entry]
) -> tuple[Mapping[int, set[int | str]], Mapping[int, set[tuple[int, int | None]]]]:
    """By entry: ids and addresses of everybody who nominated or supports its nominee in its category, and the ids of whom the
    accepted nominations name as part of the team, each with who manages them; one query, two lists laid under one another.

    A nomination that waits to be read or was declined has no entry, and its nominator has spoken for the nominee all the same.
    """
    nominators: defaultdict[int, set[int | str]] = defaultdict(set)
    members: defaultdict[int, set[tuple[int, int | None]]] = defaultdict(set)
    about = {(entry.category_id, entry.person_id, entry.team_id): entry.pk for entry in entries if not entry.nameless}
    named = Member.objects.filter(
        nomination__cycle=cycle, nomination__state=NominationState.ACCEPTED, nomination__entry__isnull=False
    )
    nobody = Value(None, output_field=IntegerField())
    laid: Any = (
        Nomination.objects.filter(cycle=cycle, state__in=RECEIVED_STATES)
        .order_by()
        .values_list(
            "entry_id", "nominator_id", "nominator_email", "category_id", "nominee__person_id", "nominee__team_id"
        )
        .union(
            named.exclude(person=None)
            .order_by()
            .values_list("nomination__entry_id", "person_id", Value("of"), nobody, "person__line_manager_id", nobody),
            all=True,
        )
    )
    for known, person, email, category, other, team in laid:
        entry = known or about.get((category, other, team))
        if category is None:
            members[known].add((person, other))
        elif entry is not None:
            nominators[entry] |= {value for value in (person, email.lower()) if value}
    return nominators, members


def standing_pairs(cycle: Cycle) -> set[tuple[int, int]]:
    """Seat and entry of every conflict that no chair has cleared."""
    standing = Conflict.objects.filter(seat__panel__cycle=cycle, state__in=STANDING_CONFLICTS)
    return set(standing.values_list("seat_id", "entry_id"))


def entries_barred_from(seat: Seat, cycle: Cycle) -> set[int]:
    """The ids of the entries with which a judge has nothing to do: conflicts that stand, and what a rule would find now.

    What the chair has cleared does not count.
    """
    known = Conflict.objects.filter(seat__judge=seat.judge_id, seat__panel__cycle=cycle)
    rows = list(known.values_list("entry_id", "source", "state"))
    cleared = {(entry, source) for entry, source, state in rows if state == ConflictState.CLEARED}
    found = {(one.entry.pk, one.source.value) for one in findings(cycle, [seat])} - cleared
    return {entry for entry, _source, state in rows if state in STANDING_CONFLICTS} | {
        entry for entry, _source in found
    }


def references_hidden_from(person: User, cycle: Cycle) -> set[str]:
    """The entries of a cycle from which this person stands aside, by reference; in one query."""
    standing = Conflict.objects.filter(seat__judge=person, seat__panel__cycle=cycle, state__in=STANDING_CONFLICTS)
    return set(standing.values_list("entry__reference", flat=True))


def conflicts_of(cycle: Cycle | Place) -> QuerySet[Conflict]:
    """All conflicts of a cycle with the judge and the entry, those that wait for the chair first."""
    conflicts = Conflict.objects.filter(seat__panel__cycle=cycle).select_related(
        "seat__judge", "seat__panel__cycle__programme", "entry__person", "entry__team", "ruled_by"
    )
    return conflicts.order_by("entry__reference", "pk")
