"""The panel of one cycle, its conflicts of interest and its score sheets."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
from django.utils import timezone

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.services import Act
from awards_site.demo.judging import LatentEntry, LatentJudge, judges_of_a_panel, make_scores
from awards_site.demo.material import material
from awards_site.demo.seeding.calendar import CyclePlan
from awards_site.demo.seeding.nominations import SeededEntry
from awards_site.demo.seeding.rounds import seed_rounds
from awards_site.demo.seeding.samples import seed_samples
from judging.enums import AssignmentState, ConflictSource, ConflictState, SeatRole
from judging.models import Assignment, Conflict, Panel, Score, Seat, Terms
from judging.services.conflicts import find_conflicts
from judging.services.outside import invite_from_outside
from judging.services.planning import plan_assignment
from judging.terms_text import shipped_terms
from nominations.models import Entry
from programmes.enums import Stage
from programmes.models import Category, Cycle

CHAIR = "sian"
JUDGES = ("rosalind", "devon", "aisha", "meilin", "callum")
BULK = 1000


@dataclass(frozen=True)
class Bench:
    """The people who judge, by the key of the cast; more of them where the demo is larger."""

    chair: User
    judges: tuple[User, ...]


def seed_panel(
    plan: CyclePlan, cycle: Cycle, entries: list[SeededEntry], bench: Bench, rng: np.random.Generator
) -> None:
    """Seat the panel, find and rule on its conflicts, assign its judges and fill in their sheets as far as they are."""
    seats = _seats(plan, cycle, bench)
    find_conflicts(cycle=cycle, actor=None)
    seed_rounds(plan, cycle, seats)
    seed_samples(plan, cycle, seats)
    if not plan.has_reached(Stage.JUDGING):
        _invite_a_guest(cycle)
        return
    _declared(plan, cycle, seats, entries, bench.chair, rng)
    sheets = _sheets(plan, cycle, seats, rng)
    _fill_in(cycle, sheets, entries, rng)


def _seats(plan: CyclePlan, cycle: Cycle, bench: Bench) -> list[Seat]:
    panel = Panel.objects.create(cycle=cycle)
    seats = [Seat(panel=panel, judge=judge, role=SeatRole.JUDGE) for judge in bench.judges]
    Seat.objects.bulk_create([*seats, Seat(panel=panel, judge=bench.chair, role=SeatRole.CHAIR)])
    manager = cycle.programme.managers.first()
    at = cycle.opens_at + timedelta(days=5)
    Seat.objects.filter(panel=panel).update(seated_at=at)
    audit.record_all(
        [
            Act(verb="judge.seated", target=seat, actor=manager, at=at, data={"role": seat.role})
            for seat in panel.seats.all()
        ]
    )
    _signed(plan, panel, at + timedelta(days=2))
    return seats


def _signed(plan: CyclePlan, panel: Panel, at: datetime) -> None:
    """Everybody has signed the terms; before judging begins one judge has not answered yet."""
    text = shipped_terms()
    terms, _made = Terms.objects.get_or_create(programme=None, digest=text_digest(text), defaults={"text": text})
    seats = list(panel.seats.order_by("pk").select_related("judge"))
    late = [] if plan.has_reached(Stage.JUDGING) else [seat for seat in seats if seat.role == SeatRole.JUDGE][1:2]
    signed = [seat for seat in seats if seat not in late]
    Seat.objects.filter(pk__in=[seat.pk for seat in signed]).update(terms=terms, signed_at=at)
    Panel.objects.filter(pk=panel.pk).update(quorum=min(3, len(seats) - 1))
    data = {"sha256": terms.digest}
    audit.record_all([Act(verb="terms.signed", target=seat, actor=seat.judge, at=at, data=data) for seat in signed])


def _invite_a_guest(cycle: Cycle) -> None:
    """Somebody from outside the organisation is asked to judge with them, and has not answered yet."""
    guest = material("words.yaml")["guest_judge"]
    manager = cycle.programme.managers.first()
    if manager is not None:
        invite_from_outside(cycle=cycle, email=guest["email"], full_name=guest["name"], actor=manager)


def _declared(
    plan: CyclePlan, cycle: Cycle, seats: list[Seat], entries: list[SeededEntry], chair: User, rng: np.random.Generator
) -> None:
    """Now and then a judge speaks up; the chair has ruled unless judging has only just begun."""
    reasons = material("words.yaml")["conflict_reasons"]
    if not entries or rng.random() < 0.4:
        return
    seat, entry = seats[int(rng.integers(0, len(seats)))], entries[int(rng.integers(0, len(entries)))].entry
    said_at = cycle.judging_at + timedelta(hours=26)
    ruled = plan.has_reached(Stage.DELIBERATING)
    conflict = Conflict.objects.create(
        seat=seat,
        entry=entry,
        source=ConflictSource.DECLARED,
        reason=reasons["declared"][int(rng.integers(0, len(reasons["declared"])))],
        state=ConflictState.UPHELD if ruled else ConflictState.OPEN,
        ruled_by=chair if ruled else None,
        ruling=reasons["upheld"][int(rng.integers(0, len(reasons["upheld"])))] if ruled else "",
        ruled_at=said_at + timedelta(hours=3) if ruled else None,
    )
    Conflict.objects.filter(pk=conflict.pk).update(found_at=said_at)
    acts = [Act(verb="conflict.declared", target=conflict, actor=seat.judge, at=said_at)]
    if ruled:
        acts.append(Act(verb="conflict.upheld", target=conflict, actor=chair, at=conflict.ruled_at))
    audit.record_all(acts)


def _sheets(plan: CyclePlan, cycle: Cycle, seats: list[Seat], rng: np.random.Generator) -> list[Assignment]:
    """The sheets that the assignment gives out, in each judge's own order, as far as each judge has come."""
    planned = plan_assignment(cycle)
    by_seat: dict[int, list[Entry]] = {}
    for seat, entry in planned.added:
        by_seat.setdefault(seat.pk, []).append(entry)
    finished = plan.has_reached(Stage.DELIBERATING)
    sheets = []
    for number, seat in enumerate(seats):
        mine = by_seat.get(seat.pk, [])
        order = rng.permutation(len(mine))
        done = len(mine) if finished else round(len(mine) * (0.9, 0.45, 0.0, 0.6, 0.3)[number % 5])
        for position, index in enumerate(order):
            sheets.append(_sheet(cycle, seat, mine[int(index)], position, done, sent=finished))
    Assignment.objects.bulk_create(sheets, batch_size=BULK)
    Assignment.objects.filter(seat__panel__cycle=cycle).update(assigned_at=cycle.judging_at)
    submitted = [sheet for sheet in sheets if sheet.state == AssignmentState.SUBMITTED]
    audit.record_all(
        [
            Act(verb="sheet.submitted", target=sheet, actor=sheet.seat.judge, at=sheet.submitted_at)
            for sheet in submitted
        ]
    )
    return sheets


def _sheet(cycle: Cycle, seat: Seat, entry: Entry, position: int, done: int, *, sent: bool) -> Assignment:
    saved: datetime | None = None
    if position < done:
        pace = (min(cycle.deliberating_at, timezone.now()) - cycle.judging_at) / (done + 2)
        saved = cycle.judging_at + pace * (position + 1)
    state = AssignmentState.ASSIGNED
    if saved:
        state = AssignmentState.SUBMITTED if sent else AssignmentState.STARTED
    return Assignment(
        seat=seat,
        entry=entry,
        state=state,
        position=position,
        version=1 if saved else 0,
        saved_at=saved,
        submitted_at=cycle.deliberating_at - timedelta(hours=5) if saved and sent else None,
    )


def _fill_in(cycle: Cycle, sheets: list[Assignment], entries: list[SeededEntry], rng: np.random.Generator) -> None:
    quality = {seeded.entry.pk: seeded.quality for seeded in entries}
    for category in cycle.rulebook.categories.prefetch_related("criteria") if cycle.rulebook else []:
        begun = [sheet for sheet in sheets if sheet.saved_at and sheet.entry.category_id == category.pk]
        Score.objects.bulk_create(_scores(category, begun, quality, cycle, rng), batch_size=BULK)


def _scores(
    category: Category, sheets: list[Assignment], quality: dict[int, float], cycle: Cycle, rng: np.random.Generator
) -> list[Score]:
    criteria = {criterion.code: criterion for criterion in category.criteria.all()}
    rulebook: Any = cycle.rulebook
    judges = _characters(cycle)
    by_pair = {(sheet.seat.judge.email, sheet.entry.reference): sheet for sheet in sheets}
    made = make_scores(
        entries=[
            LatentEntry(sheet.entry.reference, quality[sheet.entry_id])
            for sheet in {s.entry_id: s for s in sheets}.values()
        ],
        judges=judges,
        assigned=list(by_pair),
        criteria=list(criteria),
        scale=(rulebook.scale_low, rulebook.scale_high),
        seed=int(rng.integers(0, 2**31)),
    )
    return [
        Score(
            assignment=by_pair[score.judge, score.entry],
            criterion=criteria[score.criterion],
            value=Decimal(score.value),
            comment=score.comment,
        )
        for score in made
    ]


def _characters(cycle: Cycle) -> tuple[LatentJudge, ...]:
    """The same judge is as strict in every cycle."""
    emails = list(
        Seat.objects.filter(panel__cycle=cycle, role=SeatRole.JUDGE)
        .order_by("pk")
        .values_list("judge__email", flat=True)
    )
    return judges_of_a_panel(emails, seed=11)
