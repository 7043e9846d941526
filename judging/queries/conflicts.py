"""What the directory and the nominations say about who is too near to judge whom."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.text import capfirst

from accounts.models import User
from judging.enums import STANDING_CONFLICTS, ConflictSource, ConflictState
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


@dataclass(frozen=True)
class StoodAside:
    """A judge who has nothing to do with an entry, and every conflict that says why, in the order they were found."""

    judge: User
    entry: Entry
    conflicts: tuple[Conflict, ...]

    @property
    def why(self) -> str:
        """All the reasons in one sentence, and what the judge said: “Manages the nominee, wrote a nomination.”"""
        rules = [str(one.get_source_display()) for one in self.conflicts if one.source != ConflictSource.DECLARED]
        found = capfirst(", ".join(words[:1].lower() + words[1:] for words in rules))
        told = [one.reason for one in self.conflicts if one.reason]
        return " ".join(f"{words.rstrip('.')}." for words in [found, *told] if words)

    @property
    def declared(self) -> Conflict | None:
        """The judge's own word, where there is one."""
        return next((one for one in self.conflicts if one.source == ConflictSource.DECLARED), None)

    @property
    def ruled_by(self) -> User | None:
        """Who upheld it; None where nobody had to."""
        return next((one.ruled_by for one in self.conflicts if one.state == ConflictState.UPHELD), None)


def stood_aside(conflicts: list[Conflict]) -> list[StoodAside]:
    """One line for each judge and entry out of the conflicts that stand, by judge and reference."""
    grouped: dict[tuple[str, str, int], list[Conflict]] = defaultdict(list)
    for conflict in conflicts:
        grouped[conflict.seat.judge.full_name, conflict.entry.reference, conflict.seat_id].append(conflict)
    return [
        StoodAside(found[0].seat.judge, found[0].entry, tuple(found))
        for _key, found in sorted(grouped.items(), key=lambda pair: pair[0])
    ]
