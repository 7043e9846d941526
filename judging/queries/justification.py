"""Everything that justifies a category's result to whoever asks: one reading for the page and for the paper."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce

from audit.models import Record, Seal
from judging.calculations.reasons import Reason
from judging.enums import ConflictState, DecisionState, SeatRole
from judging.models import Conflict, Decision, Deliberation, Minutes, Result, Seat
from judging.queries.decisions import decisions_of
from judging.queries.exports import by_rank
from judging.queries.reviews import Counts, counts_of
from judging.queries.rounds.told import Told, rounds_told
from judging.queries.samples.told import CalibrationTold, calibration_told
from judging.queries.seats import sits_for
from judging.queries.sight import Sight
from nominations.enums import NominationState
from nominations.models import Nomination
from programmes.enums import Stage
from programmes.models import Category, Criterion, Cycle, Rulebook
from programmes.queries.tie_breaks import tie_breaks_in_words


@dataclass(frozen=True)
class Intake:
    """How nominations became entries: counts by NominationState (those never sent are not in it), and entries judged."""

    received: int
    accepted: int
    declined: int
    withdrawn: int
    waiting: int
    entries: int


@dataclass(frozen=True)
class Handled:
    """Conflicts of interest of one state, by how they came to light: (ConflictSource label, pairs of judge and entry)."""

    state: str
    sources: list[tuple[str, int]]


@dataclass(frozen=True)
class Scored:
    """One entry as the report shows it. It is named only where a confirmed decision honours it; ``totals`` are its judges'
    totals from the highest down, each with its judge's name where the rules name them, else without. ``tied`` ones share
    their rank.
    """

    rank: int | None
    reference: str
    nominee: str
    score: float | None
    raw: float | None
    standard_error: float | None
    totals: list[tuple[str, float]]
    tied: bool
    block: int | None


@dataclass(frozen=True)
class Justification:
    """The whole report of one category."""

    cycle: Cycle
    category: Category
    rulebook: Rulebook
    criteria: list[tuple[Criterion, Any]]
    tie_breaks: list[str]
    intake: Intake
    chairs: list[str]
    judges: list[str]
    conflicts: list[Handled]
    result: Result | None
    entries: list[Scored]
    reliability: dict[str, float | None]
    sensitivity: dict[str, Any] | None
    meeting: Deliberation | None
    minutes: Minutes | None
    decisions: list[Decision]
    reasons: list[tuple[Decision, str]]
    said: str
    reviews: Counts
    seal: Seal | None
    unsealed: int
    rounds: list[Told]
    calibration: CalibrationTold | None

    @property
    def ruled_by_round(self) -> bool:
        """Whether the order of a last round, not the scores, gives the places."""
        return bool(self.rounds) and self.rounds[-1].rules

    @property
    def in_blocks(self) -> bool:
        """Whether entries fell into groups that the method does not compare, each with ranks of its own."""
        notes = self.result.figures["notes"] if self.result else {}
        return notes.get("blocks") == Reason.UNCONNECTED

    @property
    def without(self) -> tuple[int, int]:
        """How many judges there are without whom others would win, and how many without whom nobody could tell."""
        changes = self.sensitivity["without"] if self.sensitivity else []
        apart = sum(bool(change.get("apart")) for change in changes)
        return len(changes) - apart, apart

    @property
    def rooms(self) -> list[tuple[str, dict[str, Any]]]:
        """The room of each criterion's weight, by the criterion's title."""
        titles = {criterion.code: criterion.title for criterion, _weight in self.criteria}
        rooms = self.sensitivity["weights"] if self.sensitivity else []
        return [(titles.get(room["criterion"], room["criterion"]), room) for room in rooms]


def justification_of(cycle: Cycle, category: Category, sight: Sight) -> Justification | None:
    """The report as ``sight`` lets its reader see it; None for a cycle that was never opened. A fixed number of queries,
    whatever the number of entries.
    """
    rulebook = cycle.rulebook
    if rulebook is None:
        return None
    decisions = [one for one in decisions_of(cycle) if one.category_id == category.pk]
    sight.seal(one.entry for one in decisions)
    result = _result(cycle, category, rulebook, decisions)
    report = getattr(result, "sensitivity", None)
    seats = Seat.objects.filter(panel__cycle=cycle).select_related("judge").prefetch_related("categories")
    scored = {judge for given in result.figures["totals"].values() for judge, _total in given} if result else set()
    sitting = sorted(
        (seat for seat in seats if _took_part(seat, category, scored)), key=lambda seat: seat.judge.full_name
    )
    names = {seat.judge_id: seat.judge.full_name for seat in seats} if rulebook.judges_named else {}
    criteria = [(place.criterion, place.weight) for place in _weights(category)]
    seal = _last_seal(cycle)
    written = Minutes.objects.filter(deliberation__cycle=cycle, category=category).select_related("deliberation")
    minutes = written.prefetch_related("deliberation__attended").first()
    meetings = Deliberation.objects.filter(cycle=cycle).prefetch_related("attended")
    return Justification(
        cycle=cycle,
        category=category,
        rulebook=rulebook,
        criteria=criteria,
        tie_breaks=tie_breaks_in_words(rulebook, {criterion.code for criterion, _weight in criteria}),
        intake=_intake(cycle, category),
        chairs=[seat.judge.full_name for seat in sitting if seat.role == SeatRole.CHAIR],
        judges=[seat.judge.full_name for seat in sitting if seat.role == SeatRole.JUDGE],
        conflicts=_conflicts(cycle, category),
        result=result,
        entries=_entries(result, decisions, names),
        reliability=result.figures["reliability"] if result else {},
        sensitivity=report.figures if report else None,
        meeting=minutes.deliberation if minutes else meetings.first(),
        minutes=minutes,
        decisions=decisions,
        reasons=[(one, sight.words(one.justification)) for one in decisions],
        said=sight.words(minutes.text) if minutes else "",
        reviews=counts_of(cycle, category),
        seal=seal,
        unsealed=getattr(seal, "unsealed", 0),
        rounds=rounds_told(cycle, category),
        calibration=calibration_told(cycle),
    )


def _result(cycle: Cycle, category: Category, rulebook: Rulebook, decisions: list[Decision]) -> Result | None:
    """The result that the panel decided on; before it has, the newest one by the rulebook's method."""
    results = Result.objects.filter(cycle=cycle, category=category, method=rulebook.method)
    decided = {one.result_id for one in decisions if one.state == DecisionState.CONFIRMED and one.result_id}
    newest = results.select_related("sensitivity").order_by("computed_at", "pk")
    return (newest.filter(pk__in=decided) if decided and cycle.has_reached(Stage.DECIDED) else newest).last()


def _took_part(seat: Seat, category: Category, scored: Collection[int]) -> bool:
    """Whether somebody who was asked is to be named as of the panel: who scored, or who accepted and is still there."""
    return seat.judge_id in scored or (seat.signed_at is not None and seat.left_at is None and sits_for(seat, category))


def _last_seal(cycle: Cycle) -> Seal | None:
    """The trail's last seal; it says in ``unsealed`` how many records of the cycle came after it."""
    loose = Record.objects.filter(seal=None, programme=cycle.programme.slug, cycle=cycle.label).order_by()
    count = loose.values("cycle").annotate(n=Count("pk")).values("n")
    return Seal.objects.annotate(unsealed=Coalesce(Subquery(count), 0)).order_by("-number").first()


def _weights(category: Category) -> Any:
    return category.weights.select_related("criterion").order_by("criterion__position", "criterion__pk")


def _intake(cycle: Cycle, category: Category) -> Intake:
    rows = Nomination.objects.filter(cycle=cycle, category=category).values("state")
    counts = list(rows.annotate(n=Count("pk"), entries=Count("entry", distinct=True)))
    by_state = Counter({row["state"]: row["n"] for row in counts})
    unsent = by_state[NominationState.DRAFT] + by_state[NominationState.UNVERIFIED]
    return Intake(
        received=by_state.total() - unsent,
        accepted=by_state[NominationState.ACCEPTED],
        declined=by_state[NominationState.DECLINED],
        withdrawn=by_state[NominationState.WITHDRAWN],
        waiting=by_state[NominationState.SUBMITTED],
        entries=next((row["entries"] for row in counts if row["state"] == NominationState.ACCEPTED), 0),
    )


def _conflicts(cycle: Cycle, category: Category) -> list[Handled]:
    found = Conflict.objects.filter(seat__panel__cycle=cycle, entry__category=category)
    by_state: dict[str, Counter[str]] = {state: Counter() for state in ConflictState.values}
    for conflict in found:
        by_state[conflict.state][conflict.get_source_display()] += 1
    return [
        Handled(ConflictState(state).value, sorted(sources.items())) for state, sources in by_state.items() if sources
    ]


def _entries(result: Result | None, decisions: list[Decision], names: Mapping[int, str]) -> list[Scored]:
    if result is None:
        return []
    figures = result.figures
    honoured = {
        one.entry.reference: one.entry.nominee_name
        for one in decisions
        if one.state == DecisionState.CONFIRMED and not one.entry.sealed
    }
    return [
        Scored(
            rank=entry["rank"],
            reference=entry["entry"],
            nominee=honoured.get(entry["entry"], ""),
            score=entry["score"],
            raw=entry["raw"],
            standard_error=entry["standard_error"],
            totals=_totals(figures["totals"].get(entry["entry"], []), names),
            tied=entry["tied"],
            block=entry["block"],
        )
        for entry in by_rank(result)
    ]


def _totals(given: Iterable[tuple[int, float]], names: Mapping[int, str]) -> list[tuple[str, float]]:
    """From the highest down; level ones by name, which is no order of the judges where there are no names."""
    named = [(names.get(judge, ""), total) for judge, total in given]
    return sorted(named, key=lambda one: (-one[1], one[0]))
