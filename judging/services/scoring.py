from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import NotAllowed, Refused, StaleState
from judging.enums import STANDING_CONFLICTS, AssignmentState
from judging.models import Assignment, Conflict, Score
from judging.queries.sheets import UNSENT, own_sheets, values_of
from judging.refusals import NotJudging, NotOwnSheet, OffTheScale, ReasonTooShort, Unscored
from judging.services.messages import tell
from judging.services.sheets import move_sheet
from programmes.enums import Stage
from programmes.models import Criterion, Cycle


@dataclass(frozen=True)
class Overtaken:
    """A value that another tab had saved since this one was loaded, and that this save has replaced."""

    criterion: str
    was: Decimal
    now: Decimal


@dataclass(frozen=True)
class Saved:
    """A sheet after saving, and the values of another tab that were replaced, to be shown."""

    sheet: Assignment
    overtaken: tuple[Overtaken, ...]


@transaction.atomic
def save_scores(
    *,
    sheet: Assignment,
    values: Mapping[str, Decimal],
    version: int,
    actor: User,
    comments: Mapping[str, str] | None = None,
    comment: str | None = None,
) -> Saved:
    """A judge's own scores by criterion code, as far as given; what is not named stays as it is.

    ``version`` is the sheet's when the page was loaded. Where another tab has saved since, this later save counts, and
    every value that it replaced is returned in ``overtaken`` and kept in the trail. Words on a criterion stand with its
    score. Raises NotOwnSheet, NotJudging, OffTheScale, Unscored for words without a score, StaleState once the sheet is sent.
    """
    _check_writing(sheet, actor)
    criteria = _scored_here(sheet, values, comments or {})
    before = _claim(sheet)
    held = {score.criterion.code: score for score in sheet.scores.select_related("criterion")}
    _check_worded(comments or {}, scored=held.keys() | values.keys(), criteria=criteria)
    changed = {code: value for code, value in values.items() if code not in held or held[code].value != value}
    overtaken = tuple(
        Overtaken(criteria[code].title, held[code].value, value)
        for code, value in changed.items()
        if code in held and before != version
    )
    _write(sheet, criteria, held, changed, comments or {})
    if comment is not None:
        Assignment.objects.filter(pk=sheet.pk).update(comment=comment)
    if changed:
        audit.record(
            verb="scores.saved",
            target=sheet,
            actor=actor,
            before={code: float(held[code].value) for code in changed if code in held},
            data={code: float(value) for code, value in changed.items()},
        )
    sheet.refresh_from_db()
    return Saved(sheet, overtaken)


@transaction.atomic
def submit_sheet(*, sheet: Assignment, actor: User) -> Assignment:
    """Send one sheet. Raises NotOwnSheet, NotJudging, and Unscored naming each criterion without a score."""
    _check_writing(sheet, actor)
    wanted = dict(sheet.entry.category.criteria.values_list("code", "title"))
    values = values_of(sheet)
    missing = [title for code, title in wanted.items() if code not in values]
    if missing:
        raise Unscored(
            _("%(entry)s still lacks a score for: %(missing)s.")
            % {"entry": sheet.entry.reference, "missing": ", ".join(missing)},
            missing,
        )
    return move_sheet(
        sheet=sheet,
        to=AssignmentState.SUBMITTED,
        actor=actor,
        verb="sheet.submitted",
        data=values,
        submitted_at=timezone.now(),
    )


@transaction.atomic
def submit_all(*, cycle: Cycle, actor: User) -> int:
    """Send all of one's own sheets of a cycle, or none; returns how many. Raises Unscored naming each incomplete one."""
    sheets = list(own_sheets(actor).filter(seat__panel__cycle=cycle, state__in=UNSENT))
    if not sheets:
        raise Refused(_("You have no score sheet left to send."))
    missing = []
    for sheet in sheets:
        try:
            submit_sheet(sheet=sheet, actor=actor)
        except Unscored as refusal:
            missing.append(str(refusal))
    if missing:
        raise Unscored(_("Score every criterion first.") + " " + " ".join(missing), missing)
    return len(sheets)


@transaction.atomic
def reopen_sheet(*, sheet: Assignment, reason: str, actor: User) -> Assignment:
    """The chair gives a sent sheet back to its judge, with a reason; the trail keeps the scores as they were sent.

    Raises NotAllowed for anybody but the chair, NotJudging once scoring is over, ReasonTooShort without a reason.
    """
    cycle = sheet.seat.panel.cycle
    if not actor.has_perm("judging.reopen", sheet):
        raise NotAllowed(_("Only the chair reopens a score sheet."))
    _check_judging(cycle)
    if not reason.strip():
        raise ReasonTooShort(_("Say why the sheet is reopened; its judge reads it."))
    move_sheet(sheet=sheet, to=AssignmentState.STARTED, actor=actor, verb="sheet.reopened", before=values_of(sheet))
    tell(
        template="sheet_reopened",
        seat=sheet.seat,
        cycle=cycle,
        context={"reference": sheet.entry.reference, "reason": reason.strip()},
        path=reverse("judging:sheet", args=[sheet.pk]),
        key=f"{sheet.pk}:{sheet.version}:{sheet.submitted_at}",
    )
    return sheet


def _check_writing(sheet: Assignment, actor: User) -> None:
    """Own sheet, still seated, not standing aside, and only while the panel is scoring; an administrator is no exception."""
    if sheet.seat.judge_id != actor.pk or sheet.seat.left_at is not None or not actor.is_active:
        raise NotOwnSheet(_("Only its judge writes on a score sheet."))
    if Conflict.objects.filter(seat=sheet.seat, entry=sheet.entry, state__in=STANDING_CONFLICTS).exists():
        raise NotOwnSheet(_("You stand aside from %(entry)s.") % {"entry": sheet.entry.reference})
    _check_judging(sheet.seat.panel.cycle)


def _check_judging(cycle: Cycle) -> None:
    if cycle.stage != Stage.JUDGING:
        raise NotJudging(
            _("%(cycle)s is in “%(stage)s”: scores are taken while judging only.")
            % {"cycle": cycle.label, "stage": cycle.get_stage_display()}
        )


def _scored_here(sheet: Assignment, values: Mapping[str, Decimal], comments: Mapping[str, str]) -> dict[str, Criterion]:
    """The category's criteria by code. Raises OffTheScale for a code or a value that does not belong there."""
    criteria = {criterion.code: criterion for criterion in sheet.entry.category.criteria.all()}
    rulebook = sheet.seat.panel.cycle.rulebook
    low, high = (rulebook.scale_low, rulebook.scale_high) if rulebook else (0, 0)
    for code in [*values, *comments]:
        if code not in criteria:
            raise OffTheScale(_("“%(code)s” is not scored in this category.") % {"code": code})
    for code, value in values.items():
        if not (value.is_finite() and low <= value <= high):
            raise OffTheScale(
                _("%(criterion)s: %(value)s is not on the scale from %(low)s to %(high)s.")
                % {"criterion": criteria[code].title, "value": value, "low": low, "high": high}
            )
    return criteria


def _check_worded(comments: Mapping[str, str], *, scored: Collection[str], criteria: Mapping[str, Criterion]) -> None:
    """Words are kept with a score: there is no row for them without one."""
    alone = [criteria[code].title for code, words in comments.items() if words and code not in scored]
    if alone:
        raise Unscored(_("Give a score with your words: %(missing)s.") % {"missing": ", ".join(alone)}, alone)


def _claim(sheet: Assignment) -> int:
    """Hold the row against another tab and count this save; returns the version before it. Raises StaleState."""
    if sheet.state == AssignmentState.ASSIGNED:
        with suppress(StaleState):  # another tab's first touch was faster; the claim below tells whether it may go on
            move_sheet(sheet=sheet, to=AssignmentState.STARTED, actor=None)
    claimed = Assignment.objects.filter(pk=sheet.pk, state=AssignmentState.STARTED).update(
        version=F("version") + 1, saved_at=timezone.now()
    )
    if claimed != 1:
        raise StaleState(_("This sheet has been sent or taken back, so nothing was saved."))
    sheet.refresh_from_db()
    return sheet.version - 1


def _write(
    sheet: Assignment,
    criteria: Mapping[str, Criterion],
    held: Mapping[str, Score],
    changed: Mapping[str, Decimal],
    comments: Mapping[str, str],
) -> None:
    for code in changed.keys() | comments.keys():
        fields = {name: given[code] for name, given in (("value", changed), ("comment", comments)) if code in given}
        if code in held:
            Score.objects.filter(pk=held[code].pk).update(**fields)
        elif code in changed:
            Score.objects.create(assignment=sheet, criterion=criteria[code], **fields)
