from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import NotAllowed, Refused, StaleState
from judging.enums import STANDING_CONFLICTS, AssignmentState
from judging.models import Assignment, Conflict, Score
from judging.queries.rounds.scoring import scoring_is_on
from judging.queries.samples.gate import held_back, seats_held_back
from judging.queries.samples.links import samples_of
from judging.queries.sheets import UNSENT, Held, held_on, own_sheets, values_of
from judging.refusals import NotJudging, NotOwnSheet, ReasonTooShort, SamplesFirst, Unscored
from judging.services.messages import tell
from judging.services.on_the_scale import check_scale, check_worded
from judging.services.overtaken_words import OvertakenWords, OwnFields, words_replaced
from judging.services.sheets import move_sheet
from prepared import Place, prepared_update
from programmes.enums import Stage
from programmes.models import Cycle

# What counting a save is told; a comment or a confidence of None is not given and stays.
SAVE: dict[str, type] = {
    "sheet": int,
    "seat": int,
    "entry": int,
    "at": datetime,
    "comment": str,
    "confidence": str,
}


@dataclass(frozen=True)
class Overtaken:
    """A value that another tab had saved since this one was loaded, and that this save has replaced."""

    criterion: str
    was: Decimal
    now: Decimal


@dataclass(frozen=True)
class Saved:
    """A sheet after saving, and the values and words (``OvertakenWords``) of another tab that were replaced, to be shown.

    ``elsewhere`` has what the sheet holds by now of the criteria that this save did not name, by code, where another tab has
    saved since the page was loaded; empty where none has.
    """

    sheet: Assignment
    overtaken: tuple[Overtaken | OvertakenWords, ...]
    elsewhere: Mapping[str, Decimal] = field(default_factory=dict)


@transaction.atomic
def save_scores(
    *,
    sheet: Assignment,
    values: Mapping[str, Decimal],
    version: int,
    actor: User,
    comments: Mapping[str, str] | None = None,
    comment: str | None = None,
    confidence: str | None = None,
    held: Mapping[str, Held] | None = None,
) -> Saved:
    """A judge's own scores by criterion code, as far as given; what is not named stays as it is.

    ``version`` is the sheet's when the page was loaded. Where another tab has saved since, this later save counts, and
    every value and all words that it replaced are returned in ``overtaken``; values are kept in the trail. Words on a
    criterion stand with its score. ``confidence`` is how sure the judge is, "" for unsaid; no computation uses it. ``held``
    is what ``held_on`` gave for this sheet after it was loaded, where the caller has read it. Raises NotOwnSheet, NotJudging,
    OffTheScale, Unscored for words without a score, StaleState once the sheet is sent.
    """
    _check_own(sheet, actor)
    held = held_on(sheet) if held is None else held
    check_scale(sheet.seat.panel.cycle.rulebook, values, comments or {}, held)
    alone, before = _claim(sheet, version, comment=comment, confidence=confidence)
    if not alone:
        held = held_on(sheet)
    check_worded(comments or {}, values, held)
    changed = {code: value for code, value in values.items() if held[code].value != value}
    replaced = {code: was for code in changed if (was := held[code].value) is not None}
    words: tuple[OvertakenWords, ...] = ()
    if before is not None:
        now = OwnFields(sheet.comment, sheet.confidence)
        words = words_replaced(before, now, Score.objects.all(), held, comments or {})
    _write(sheet, held, changed, comments or {})
    if changed:
        audit.record(
            verb="scores.saved",
            target=sheet,
            actor=actor,
            before={code: float(was) for code, was in replaced.items()},
            data={code: float(value) for code, value in changed.items()},
        )
    if before is None:
        return Saved(sheet, ())
    scores = tuple(Overtaken(held[code].title, was, changed[code]) for code, was in replaced.items())
    others = {code: one.value for code, one in held.items() if one.value is not None and code not in values}
    return Saved(sheet, (*scores, *words), others)


@transaction.atomic
def submit_sheet(*, sheet: Assignment, actor: User) -> Assignment:
    """Send one sheet. Raises NotOwnSheet, NotJudging, and Unscored naming each criterion without a score."""
    _check_writing(sheet, actor)
    wanted = dict(sheet.entry.category.criteria.values_list("code", "title"))
    Assignment.objects.select_for_update().get(pk=sheet.pk)  # a touch of another tab comes before or not at all
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
        raise NotAllowed(_("Only the chair of the category reopens a score sheet, with no stake in it."))
    _check_judging(cycle)
    if not scoring_is_on(cycle):
        raise NotJudging(_("The scoring round is closed and its result stands, so no sheet is reopened."))
    if not reason.strip():
        raise ReasonTooShort(_("Say why the sheet is reopened; its judge reads it."))
    move_sheet(sheet=sheet, to=AssignmentState.STARTED, actor=actor, verb="sheet.reopened", before=values_of(sheet))
    sheet.released.all().delete()  # what the judge writes now, the chair has not read
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
    _check_own(sheet, actor)
    _check_not_aside(sheet)
    _check_samples(sheet)


def _check_own(sheet: Assignment, actor: User) -> None:
    if sheet.seat.judge_id != actor.pk or sheet.seat.left_at is not None or not actor.is_active:
        raise NotOwnSheet(_("Only its judge writes on a score sheet."))
    _check_judging(sheet.seat.panel.cycle)


def _check_not_aside(sheet: Assignment) -> None:
    if _standing(sheet).exists():
        raise NotOwnSheet(_("You stand aside from %(entry)s.") % {"entry": sheet.entry.reference})


def _check_samples(sheet: Assignment) -> None:
    if seats_held_back().filter(pk=sheet.seat_id).exists():
        raise SamplesFirst(
            _("Score the samples first: your own stories open when you have sent them."),
            go_to=samples_of(sheet.seat.panel.cycle),
        )


def _standing(sheet: Assignment) -> QuerySet[Conflict]:
    return Conflict.objects.filter(seat=sheet.seat_id, entry=sheet.entry_id, state__in=STANDING_CONFLICTS)


def _check_judging(cycle: Cycle) -> None:
    if cycle.stage != Stage.JUDGING:
        raise NotJudging(
            _("%(cycle)s is in “%(stage)s”: scores are taken while judging only.")
            % {"cycle": cycle.label, "stage": cycle.get_stage_display()}
        )


def _claim(sheet: Assignment, version: int, **given: str | None) -> tuple[bool, OwnFields | None]:
    """Hold the row against another tab, count this save, and keep what is ``given`` of the row's own fields (None: not given).

    Whether nobody has saved since the sheet was read; then what was read of it since still holds. And what the row's own
    fields were, where another tab has saved since the page of ``version`` was loaded. The claim fails where the judge stands
    aside by now (NotOwnSheet), has samples to send first (SamplesFirst), and where the sheet is sent or taken back (StaleState).
    """
    loaded = sheet.version
    if sheet.state == AssignmentState.ASSIGNED:
        with suppress(StaleState):  # another tab's first touch was faster; the claim below tells whether it may go on
            move_sheet(sheet=sheet, to=AssignmentState.STARTED, actor=None)
    now = timezone.now()
    asked = {"sheet": sheet.pk, "seat": sheet.seat_id, "entry": sheet.entry_id, "at": now}
    alone = loaded == version and _count_save_of(version=loaded, **asked, **given) == 1
    if not alone and _count_save(**asked, comment=None, confidence=None) != 1:
        _check_not_aside(sheet)
        _check_samples(sheet)
        raise StaleState(_("This sheet has been sent or taken back, so nothing was saved."))
    before = None
    if not alone:
        sheet.refresh_from_db()
        before = OwnFields(sheet.comment, sheet.confidence) if sheet.version - 1 != version else None
        kept = {name: value for name, value in given.items() if value is not None}
        if kept:
            Assignment.objects.filter(pk=sheet.pk).update(**kept)
    else:
        sheet.version, sheet.saved_at = loaded + 1, now
    for name, value in given.items():
        if value is not None:
            setattr(sheet, name, value)
    return alone, before


@prepared_update(**SAVE)
def _count_save(
    sheet: Place, seat: Place, entry: Place, at: Place, comment: Place, confidence: Place
) -> tuple[QuerySet[Assignment], dict[str, Any]]:
    standing = Conflict.objects.filter(seat=seat, entry=entry, state__in=STANDING_CONFLICTS)
    may = Assignment.objects.filter(~Exists(standing), ~held_back(), pk=sheet, state=AssignmentState.STARTED)
    given = {"comment": Coalesce(comment, F("comment")), "confidence": Coalesce(confidence, F("confidence"))}
    return may, {"version": F("version") + 1, "saved_at": at, **given}


@prepared_update(version=int, **SAVE)
def _count_save_of(version: Place, **asked: Place) -> tuple[QuerySet[Assignment], dict[str, Any]]:
    may, changes = _count_save.made(**asked)
    return may.filter(version=version), changes


def _write(
    sheet: Assignment, held: Mapping[str, Held], changed: Mapping[str, Decimal], comments: Mapping[str, str]
) -> None:
    for code in changed.keys() | comments.keys():
        score, value, comment = held[code].score, changed.get(code), comments.get(code)
        if score is not None:
            _change_score(score=score, value=value, comment=comment)
        elif value is not None:
            Score.objects.create(
                assignment=sheet, criterion_id=held[code].criterion, value=value, comment=comment or ""
            )


@prepared_update(score=int, value=Score._meta.get_field("value"), comment=str)
def _change_score(score: Place, value: Place, comment: Place) -> tuple[QuerySet[Score], dict[str, Any]]:
    given = {"value": Coalesce(value, F("value")), "comment": Coalesce(comment, F("comment"))}
    return Score.objects.filter(pk=score), given
