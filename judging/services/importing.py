"""Scores from a spreadsheet: checked row by row, then written in bulk, all or nothing."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.services import Act
from intake.problems import BadFile, Problem
from intake.tables import Row
from judging.enums import STANDING_CONFLICTS, AssignmentState
from judging.models import Assignment, Conflict, Score, Seat
from judging.queries.entries import scored_entries
from judging.queries.rounds.scoring import scoring_is_on
from judging.queries.samples.gate import seats_held_back
from judging.queries.seats import seats_of
from judging.refusals import NotJudging
from judging.services.assigning import add_sheets
from judging.services.conflicts import find_conflicts
from judging.services.sheets import move_sheets
from nominations.models import Entry
from programmes.enums import Stage
from programmes.models import Criterion, Cycle, Rulebook

COLUMNS = ("entry", "judge_email", "criterion", "score")
BATCH = 1000
MOST_PROBLEMS = 200

Pair = tuple[int, int]


@dataclass
class Imported:
    """What an import did: new scores, changed ones, sheets that are complete and count as sent."""

    added: int = 0
    changed: int = 0
    submitted: int = 0


@dataclass
class _Known:
    """Everything that rows are checked against, read once."""

    cycle: Cycle
    rulebook: Rulebook
    seats: dict[str, Seat]
    entries: dict[str, Entry]
    by_email: dict[str, list[Entry]]
    criteria: dict[int, dict[str, Criterion]]
    barred: set[Pair]
    held_back: set[int]
    sheets: dict[Pair, Assignment]
    scores: dict[tuple[int, int], Score]
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Given:
    """One good row."""

    number: int
    seat: Seat
    entry: Entry
    criterion: Criterion
    value: Decimal
    comment: str


@transaction.atomic
def import_scores(*, cycle: Cycle, rows: list[Row], actor: User | None) -> Imported:
    """Take every row or none. The same file again changes nothing; a sheet whose criteria are all scored counts as sent.

    Assignments are made where they are missing. Raises NotJudging outside judging, and BadFile naming every bad row and
    column: an unknown entry, judge or criterion, a judge who has still to score the samples, a score off the scale, a conflict
    that stands, a row that stands twice, another value on a sheet that was sent already (the chair reopens it first).
    """
    if cycle.stage != Stage.JUDGING or cycle.rulebook is None:
        raise NotJudging(
            _("%(cycle)s is in “%(stage)s”: scores are taken while judging only.")
            % {"cycle": cycle.label, "stage": cycle.get_stage_display()}
        )
    if not scoring_is_on(cycle):
        raise NotJudging(_("The scoring round of %(cycle)s is not open.") % {"cycle": cycle.label})
    find_conflicts(cycle=cycle, actor=actor)
    known = _read(cycle, cycle.rulebook)
    given = list(_check(rows, known))
    if known.problems:
        raise BadFile(known.problems[:MOST_PROBLEMS])
    _make_sheets(given, known, actor)
    return _write(given, known, actor)


def _read(cycle: Cycle, rulebook: Rulebook) -> _Known:
    entries = list(scored_entries(cycle).select_related("person", "category", "cycle__programme"))
    by_email: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.person is not None:
            by_email[entry.person.email].append(entry)
    criteria: defaultdict[int, dict[str, Criterion]] = defaultdict(dict)
    for category in rulebook.categories.prefetch_related("criteria"):
        criteria[category.pk] = {criterion.code: criterion for criterion in category.criteria.all()}
    standing = Conflict.objects.filter(seat__panel__cycle=cycle, state__in=STANDING_CONFLICTS)
    sheets = Assignment.objects.filter(seat__panel__cycle=cycle).select_related("entry__cycle__programme", "seat")
    scores = Score.objects.filter(assignment__seat__panel__cycle=cycle)
    return _Known(
        cycle=cycle,
        rulebook=rulebook,
        seats={seat.judge.email: seat for seat in seats_of(cycle)},
        entries={entry.reference.upper(): entry for entry in entries},
        by_email=by_email,
        criteria=criteria,
        barred=set(standing.values_list("seat_id", "entry_id")),
        held_back=set(seats_held_back().filter(panel__cycle=cycle).values_list("pk", flat=True)),
        sheets={(sheet.seat_id, sheet.entry_id): sheet for sheet in sheets},
        scores={(score.assignment_id, score.criterion_id): score for score in scores},
    )


def _check(rows: list[Row], known: _Known) -> Iterator[_Given]:
    """The good rows; what is wrong with the others goes to ``known.problems``."""
    seen: dict[tuple[int, int, int], int] = {}
    for row in rows:
        seat, entry = _seat(row, known), _entry(row, known)
        criterion = _criterion(row, entry, known)
        value = _value(row, known)
        if seat is None or entry is None or criterion is None or value is None:
            continue
        if (seat.pk, entry.pk) in known.barred:
            known.problems.append(
                Problem(
                    row.number, "judge_email", f"{row['judge_email']} has a conflict of interest with {entry.reference}"
                )
            )
            continue
        first = seen.setdefault((seat.pk, entry.pk, criterion.pk), row.number)
        if first != row.number:
            known.problems.append(Problem(row.number, "criterion", f"was scored by this judge in row {first} already"))
            continue
        given = _Given(row.number, seat, entry, criterion, value, row["comment"])
        if _contradicts_a_sent_sheet(given, known):
            known.problems.append(
                Problem(row.number, "score", "differs from the sheet that was sent; the chair has to reopen it first")
            )
            continue
        yield given


def _seat(row: Row, known: _Known) -> Seat | None:
    seat = known.seats.get(row["judge_email"].lower())
    if seat is None:
        known.problems.append(
            Problem(
                row.number, "judge_email", f"“{row['judge_email']}” has no seat on the panel of {known.cycle.label}"
            )
        )
    elif seat.pk in known.held_back:
        known.problems.append(
            Problem(row.number, "judge_email", f"{row['judge_email']} has still to score the samples")
        )
        return None
    return seat


def _entry(row: Row, known: _Known) -> Entry | None:
    name = row["entry"]
    entry = known.entries.get(name.upper())
    if entry is not None:
        return entry
    named = known.by_email.get(name.lower(), [])
    if len(named) > 1:
        in_category = [one for one in named if row["criterion"] in known.criteria[one.category_id]]
        named = in_category if len(in_category) == 1 else named
    if len(named) == 1:
        return named[0]
    words = "has entries in several categories; give the reference" if named else "is no entry here"
    known.problems.append(Problem(row.number, "entry", f"“{name}” {words}"))
    return None


def _criterion(row: Row, entry: Entry | None, known: _Known) -> Criterion | None:
    if entry is None:
        return None
    criterion = known.criteria[entry.category_id].get(row["criterion"])
    if criterion is None:
        codes = ", ".join(known.criteria[entry.category_id])
        known.problems.append(
            Problem(row.number, "criterion", f"“{row['criterion']}” is not scored in {entry.category.title} ({codes})")
        )
    return criterion


def _value(row: Row, known: _Known) -> Decimal | None:
    low, high = known.rulebook.scale_low, known.rulebook.scale_high
    try:
        value = Decimal(row["score"])
    except InvalidOperation:
        known.problems.append(Problem(row.number, "score", f"“{row['score']}” is not a number"))
        return None
    if not (value.is_finite() and low <= value <= high):
        known.problems.append(Problem(row.number, "score", f"{row['score']} is not on the scale from {low} to {high}"))
        return None
    if value != round(value, 3):
        known.problems.append(Problem(row.number, "score", f"{row['score']} has more than three decimals"))
        return None
    return value


def _contradicts_a_sent_sheet(given: _Given, known: _Known) -> bool:
    sheet = known.sheets.get((given.seat.pk, given.entry.pk))
    if sheet is None or sheet.state != AssignmentState.SUBMITTED:
        return False
    score = known.scores.get((sheet.pk, given.criterion.pk))
    return score is None or score.value != given.value


def _make_sheets(given: list[_Given], known: _Known, actor: User | None) -> None:
    """Sheets where a judge has none yet; one taken back earlier is given back."""
    dead = {AssignmentState.WITHDRAWN, AssignmentState.RECUSED}
    needed = {}
    for row in given:
        pair = (row.seat.pk, row.entry.pk)
        if pair not in known.sheets or known.sheets[pair].state in dead:
            needed[pair] = (row.seat, row.entry)
    add_sheets(cycle=known.cycle, pairs=list(needed.values()), actor=actor)
    fresh = Assignment.objects.filter(seat__panel__cycle=known.cycle).select_related("entry__cycle__programme", "seat")
    if needed:
        known.sheets = {(sheet.seat_id, sheet.entry_id): sheet for sheet in fresh}


def _write(given: list[_Given], known: _Known, actor: User | None) -> Imported:
    done = Imported()
    new: list[Score] = []
    changed: list[Score] = []
    touched: dict[Pair, Assignment] = {}
    for row in given:
        sheet = known.sheets[row.seat.pk, row.entry.pk]
        if sheet.state == AssignmentState.SUBMITTED:
            continue  # the same values, as was checked; nobody edits what a judge has sent
        held = known.scores.get((sheet.pk, row.criterion.pk))
        if held is None:
            held = Score(assignment=sheet, criterion=row.criterion, value=row.value, comment=row.comment)
            known.scores[sheet.pk, row.criterion.pk] = held
            new.append(held)
        elif (held.value, held.comment) != (row.value, row.comment):
            held.value, held.comment = row.value, row.comment
            changed.append(held)
        else:
            continue
        touched[row.seat.pk, row.entry.pk] = sheet
    Score.objects.bulk_create(new, batch_size=BATCH)
    Score.objects.bulk_update(changed, ["value", "comment"], batch_size=BATCH)
    done.added, done.changed = len(new), len(changed)
    done.submitted = _send(list(touched.values()), known, actor)
    return done


def _send(sheets: list[Assignment], known: _Known, actor: User | None) -> int:
    """Start what was untouched and send what is complete, in bulk, with one record a sheet."""
    now = timezone.now()
    complete = [sheet for sheet in sheets if _is_complete(sheet, known)]
    for batch in _batches([sheet.pk for sheet in sheets]):
        Assignment.objects.filter(pk__in=batch).update(version=F("version") + 1, saved_at=now)
        move_sheets(ids=batch, was=AssignmentState.ASSIGNED, to=AssignmentState.STARTED)
    for batch in _batches([sheet.pk for sheet in complete]):
        move_sheets(ids=batch, was=AssignmentState.STARTED, to=AssignmentState.SUBMITTED, submitted_at=now)
    audit.record_all(
        Act(verb="scores.imported", target=sheet, actor=actor, data=_values(sheet, known)) for sheet in sheets
    )
    return len(complete)


def _is_complete(sheet: Assignment, known: _Known) -> bool:
    return all(
        (sheet.pk, criterion.pk) in known.scores for criterion in known.criteria[sheet.entry.category_id].values()
    )


def _values(sheet: Assignment, known: _Known) -> dict[str, float]:
    return {
        code: float(known.scores[sheet.pk, criterion.pk].value)
        for code, criterion in known.criteria[sheet.entry.category_id].items()
        if (sheet.pk, criterion.pk) in known.scores
    }


def _batches(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
