"""Work out who judges what, without changing anything: the preview and the assignment share it."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.calculations.assignment import Pair, Plan, Request, assign
from judging.enums import AssignmentState, ConflictState
from judging.models import Assignment, Conflict, Seat
from judging.queries.conflicts import findings, standing_pairs
from judging.queries.entries import scored_entries
from judging.queries.rounds.scoring import scoring_is_on, scoring_seats
from judging.queries.seats import judges_for, seats_of
from nominations.models import Entry
from programmes.models import Category, Cycle, Rulebook

HELD = (AssignmentState.STARTED, AssignmentState.SUBMITTED)
PREFERENCE_STEPS = 100
NOT_PREFERRED = 50


@dataclass(frozen=True)
class Load:
    """How many entries a judge has by the plan, and what of that is started or sent."""

    seat: Seat
    entries: int
    kept: int


@dataclass
class Planned:
    """A plan for the whole cycle: pairs of seat and entry to add and to take back, loads, and what could not be done.

    ``avoided`` counts the pairs that a conflict rules out. ``problems`` are sentences that name the entry or category.
    """

    added: list[tuple[Seat, Entry]] = field(default_factory=list)
    released: list[Assignment] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)
    avoided: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Situation:
    """What the plan starts from, read once; ``gone`` are the seats of closed accounts."""

    cycle: Cycle
    rulebook: Rulebook
    seats: list[Seat]
    entries: list[Entry]
    sheets: list[Assignment]
    barred: set[tuple[int, int]]
    gone: set[int]
    planned: set[int] = field(default_factory=set)

    @property
    def held(self) -> list[Assignment]:
        """What is started or sent. Of a category that is not ``planned`` yet it fills its judge's cap all the same."""
        return [sheet for sheet in self.sheets if self.holds(sheet)]

    def holds(self, sheet: Assignment) -> bool:
        """Whether a sheet stays: it is sent, or begun by somebody who can still sign in and send it."""
        return sheet.state == AssignmentState.SUBMITTED or (
            sheet.state == AssignmentState.STARTED and sheet.seat_id not in self.gone
        )


def plan_assignment(cycle: Cycle) -> Planned:
    """Who should judge what now; the same panel, entries and sheets give the same plan.

    Each category is planned for itself, because its entries are ranked among themselves and must be connected by shared
    judges; a judge who got more in one category is spared in the next where loads would otherwise be equal.
    """
    now = _situation(cycle)
    planned = Planned(avoided=len({(seat, entry) for seat, entry in now.barred}))
    if not now.entries and not scoring_is_on(cycle):
        planned.problems.append(_("The scoring round is not open, so no score sheets are given out."))
    loads: Counter[int] = Counter()
    for category in now.rulebook.categories.all():
        _plan_category(now, category, loads, planned)
        now.planned.add(category.pk)
    kept = Counter(sheet.seat_id for sheet in now.held)
    planned.loads = [
        Load(seat, loads[seat.pk], kept[seat.pk]) for seat in now.seats if loads[seat.pk] or seat.role == "judge"
    ]
    return planned


def _situation(cycle: Cycle) -> _Situation:
    assert cycle.rulebook is not None, "a cycle with entries has its rules"  # noqa: S101 — held by cycle_opened_has_rules
    seats = scoring_seats(cycle, list(seats_of(cycle).prefetch_related("preferred")))
    entries = list(scored_entries(cycle)) if scoring_is_on(cycle) else []
    live = Assignment.objects.filter(
        seat__panel__cycle=cycle, state__in=[AssignmentState.ASSIGNED, *HELD]
    ).select_related("entry__cycle__programme")
    gone = set(Seat.objects.filter(panel__cycle=cycle, judge__is_active=False).values_list("pk", flat=True))
    return _Situation(cycle, cycle.rulebook, seats, entries, list(live), _barred(cycle), gone)


def _barred(cycle: Cycle) -> set[tuple[int, int]]:
    """Pairs that must not meet: standing conflicts, and what a rule would find now that no chair has cleared."""
    cleared = Conflict.objects.filter(seat__panel__cycle=cycle, state=ConflictState.CLEARED)
    settled = set(cleared.values_list("seat_id", "entry_id", "source"))
    found = {
        (finding.seat.pk, finding.entry.pk)
        for finding in findings(cycle)
        if (finding.seat.pk, finding.entry.pk, finding.source.value) not in settled
    }
    return standing_pairs(cycle) | found


def _plan_category(now: _Situation, category: Category, loads: Counter[int], planned: Planned) -> None:
    entries = {entry.reference: entry for entry in now.entries if entry.category_id == category.pk}
    if not entries:
        return
    seats = {_key(seat.pk): seat for seat in judges_for(category, now.seats)}
    sheets = {
        (_key(sheet.seat_id), sheet.entry.reference): sheet for sheet in now.sheets if sheet.entry.reference in entries
    }
    plan = assign(_request(now, category, entries, seats, sheets, loads))
    planned.added += [(seats[seat], entries[entry]) for seat, entry in plan.added]
    planned.released += [sheets[pair] for pair in plan.released if not now.holds(sheets[pair])]
    planned.problems += _problems(now, category, plan, seats, entries)
    loads.update(int(seat) for seat, _entry in plan.assignments)


def _key(seat: int) -> str:
    """A seat's id as text that sorts as the number does, so that 9 and 10 are not assigned otherwise than 10 and 11."""
    return f"{seat:012}"


def _request(
    now: _Situation,
    category: Category,
    entries: dict[str, Entry],
    seats: dict[str, Seat],
    sheets: dict[Pair, Assignment],
    loads: Counter[int],
) -> Request:
    by_id = {entry.pk: reference for reference, entry in entries.items()}
    held = [pair for pair, sheet in sheets.items() if now.holds(sheet)]
    later = Counter(sheet.seat_id for sheet in now.held if sheet.entry.category_id not in now.planned | {category.pk})
    return Request(
        entries=list(entries),
        judges=list(seats),
        judges_per_entry=max(len(seats), 1) if now.rulebook.full_panel else now.rulebook.judges_per_entry,
        conflicts=[(_key(seat), by_id[entry]) for seat, entry in now.barred if entry in by_id],
        existing=list(sheets),
        fixed=held,
        caps={
            key: max(seat.cap - loads[seat.pk] - later[seat.pk], 0)
            for key, seat in seats.items()
            if seat.cap is not None
        },
        preferences=_preferences(seats, entries, loads, category),
        seed=int.from_bytes(hashlib.sha256(now.cycle.label.encode()).digest()[:4], "big"),
    )


def _preferences(
    seats: dict[str, Seat], entries: Iterable[str], loads: Counter[int], category: Category
) -> dict[Pair, int]:
    """Who is not preferred for a category that somebody knows best costs half of what can be said; a judge with more
    entries from earlier categories costs more, so that remainders go to the others.
    """
    least = min((loads[seat.pk] for seat in seats.values()), default=0)
    known = {key for key, seat in seats.items() if category in seat.preferred.all()}
    dear = dict.fromkeys(seats.keys() - known, NOT_PREFERRED) if known else {}
    costs = {key: min(dear.get(key, 0) + loads[seat.pk] - least, PREFERENCE_STEPS) for key, seat in seats.items()}
    return {(key, entry): cost for key, cost in costs.items() if cost for entry in entries}


def _problems(
    now: _Situation, category: Category, plan: Plan, seats: dict[str, Seat], entries: dict[str, Entry]
) -> list[str]:
    if not seats:
        return [_("%(category)s: no judge is seated for this category.") % {"category": category.title}]
    if now.rulebook.full_panel:
        problems = _problems_of_full_panel(now, plan, seats, entries)
    else:
        problems = [_lacks(entry, lack, now.rulebook.judges_per_entry) for entry, lack in sorted(plan.missing.items())]
    if plan.parts > 1:
        problems.append(
            _(
                "%(category)s: judges and entries fall into %(parts)d groups that share no judge, so not all can be compared."
            )
            % {"category": category.title, "parts": plan.parts}
        )
    return problems


def _problems_of_full_panel(
    now: _Situation, plan: Plan, seats: dict[str, Seat], entries: dict[str, Entry]
) -> list[str]:
    """Who stands aside from an entry is not missed there, unless fewer are left than a result needs; a cap leaves gaps."""
    problems, fewest = [], now.rulebook.minimum_judges
    for entry, lack in sorted(plan.missing.items()):
        readers = len(seats) - lack
        full = lack - sum((seat.pk, entries[entry].pk) in now.barred for seat in seats.values())
        if readers < fewest:
            problems.append(_lacks(entry, fewest - readers, fewest))
        elif full > 0:
            problems.append(
                ngettext(
                    "%(entry)s is not read by %(count)d judge, who takes no more.",
                    "%(entry)s is not read by %(count)d judges, who take no more.",
                    full,
                )
                % {"entry": entry, "count": full}
            )
    return problems


def _lacks(entry: str, lack: int, wanted: int) -> str:
    words = ngettext(
        "%(entry)s lacks %(count)d judge of %(wanted)d.", "%(entry)s lacks %(count)d judges of %(wanted)d.", lack
    )
    return words % {"entry": entry, "count": lack, "wanted": wanted}
