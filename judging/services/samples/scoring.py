"""How a judge scores the samples: saved at each touch as a score sheet is, and sent all together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import StaleState
from judging.enums import RoundState, SeatRole
from judging.models import CalibrationRound, Sample, SampleScore, SampleSheet, Seat
from judging.queries.samples.sheets import codes_by_category, held_on_sample, lacking
from judging.queries.sheets import Held
from judging.refusals import NotOwnSheet, RoundNotOpen, Unscored
from judging.services.on_the_scale import check_scale, check_worded
from judging.services.overtaken_words import OvertakenWords, OwnFields, words_replaced
from judging.services.scoring import Overtaken


@dataclass(frozen=True)
class SampleSaved:
    """A sample's sheet after saving, and what of another tab was replaced or stands beside it, as in ``Saved``."""

    sheet: SampleSheet
    overtaken: tuple[Overtaken | OvertakenWords, ...]
    elsewhere: Mapping[str, Decimal] = field(default_factory=dict)


@transaction.atomic
def save_sample(
    *,
    sample: Sample,
    seat: Seat,
    values: Mapping[str, Decimal],
    version: int,
    actor: User,
    comments: Mapping[str, str] | None = None,
    comment: str | None = None,
) -> SampleSaved:
    """A judge's own scores of a sample by criterion code, as far as given, with a word on each or one ``comment`` on all.

    ``version`` is the sheet's when the page was loaded, 0 for one that is not kept yet: where another tab has saved since,
    this later save counts and what it replaced is returned. Raises NotOwnSheet, RoundNotOpen, OffTheScale, Unscored for words
    without a score, StaleState once the samples are sent.
    """
    words = comments or {}
    _check_own(sample.round, seat, actor)
    sheet, before = _claim(sample, seat, comment)
    held = held_on_sample(sheet)
    check_scale(sample.round.panel.cycle.rulebook, values, words, held)
    check_worded(words, values, held)
    changed = {code: value for code, value in values.items() if held[code].value != value}
    replaced = {code: was for code in changed if (was := held[code].value) is not None}
    stale = sheet.version != version + 1
    known = SampleScore.objects.all()
    lost = words_replaced(before, OwnFields(sheet.comment), known, held, words) if stale else ()
    _write(sheet, held, changed, words)
    if changed:
        audit.record(
            verb="samples.saved",
            target=sheet,
            actor=actor,
            before={code: float(was) for code, was in replaced.items()},
            data={code: float(value) for code, value in changed.items()},
        )
    if not stale:
        return SampleSaved(sheet, ())
    scores = tuple(Overtaken(held[code].title, was, changed[code]) for code, was in replaced.items())
    others = {code: one.value for code, one in held.items() if one.value is not None and code not in values}
    return SampleSaved(sheet, (*scores, *lost), others)


@transaction.atomic
def send_samples(*, one: CalibrationRound, seat: Seat, actor: User) -> int:
    """Send all of one's own samples, or none; returns how many. From then on their judge sees the panel's.

    Raises NotOwnSheet, RoundNotOpen, Unscored naming each sample that lacks a score or its reason, StaleState.
    """
    _check_own(one, seat, actor)
    samples = list(one.samples.all())
    sheets = SampleSheet.objects.filter(seat=seat, sample__round=one).prefetch_related("scores__criterion")
    by_sample = {sheet.sample_id: sheet for sheet in sheets}
    codes = codes_by_category(samples)
    missing = [
        words for sample in samples if (words := _lack(sample, by_sample.get(sample.pk), codes[sample.category_id]))
    ]
    if missing:
        raise Unscored(_("Score every sample first, and say why."), missing)
    unsent = SampleSheet.objects.filter(seat=seat, sample__round=one, sent_at=None)
    if unsent.update(sent_at=timezone.now()) != len(samples):
        raise StaleState(_("Your samples are sent already."))
    audit.record(
        verb="samples.sent",
        target=one,
        actor=actor,
        data={
            str(sample.number): {
                score.criterion.code: float(score.value) for score in by_sample[sample.pk].scores.all()
            }
            for sample in samples
        },
    )
    return len(samples)


def _check_own(one: CalibrationRound, seat: Seat, actor: User) -> None:
    """A judge's own seat on the round's panel, on signed terms, and the round held open until this is written."""
    own = seat.judge_id == actor.pk and seat.left_at is None and seat.signed_at is not None and actor.is_active
    if not own or seat.role != SeatRole.JUDGE or seat.panel_id != one.panel_id:
        raise NotOwnSheet(_("Only the panel’s judges score the samples, each for themselves."))
    held = CalibrationRound.objects.filter(pk=one.pk, state=RoundState.OPEN)
    if held.update(state=RoundState.OPEN) != 1:
        raise RoundNotOpen(_("The calibration round is not open, so nothing was saved."))


def _claim(sample: Sample, seat: Seat, comment: str | None) -> tuple[SampleSheet, OwnFields]:
    """Hold the sheet's row against another tab and count this save; the first touch makes it. And what it held before."""
    sheet, _made = SampleSheet.objects.get_or_create(sample=sample, seat=seat)
    before = OwnFields(sheet.comment)
    changes: dict[str, object] = {} if comment is None else {"comment": comment}
    unsent = SampleSheet.objects.filter(pk=sheet.pk, sent_at=None)
    if unsent.update(version=F("version") + 1, saved_at=timezone.now(), **changes) != 1:
        raise StaleState(_("Your samples are sent, so nothing was saved."))
    sheet.refresh_from_db()
    sheet.sample, sheet.seat = sample, seat
    return sheet, before


def _write(
    sheet: SampleSheet, held: Mapping[str, Held], changed: Mapping[str, Decimal], comments: Mapping[str, str]
) -> None:
    for code in changed.keys() | comments.keys():
        fields = {name: given[code] for name, given in (("value", changed), ("comment", comments)) if code in given}
        score = held[code].score
        if score is not None:
            SampleScore.objects.filter(pk=score).update(**fields)
        elif code in changed:
            SampleScore.objects.create(sheet=sheet, criterion_id=held[code].criterion, **fields)


def _lack(sample: Sample, sheet: SampleSheet | None, codes: dict[str, str]) -> str:
    """What a sample lacks before it can be sent, in words; "" for nothing."""
    unscored, reasoned = lacking(sheet, codes)
    if unscored:
        return _("Sample %(n)d lacks a score for: %(missing)s.") % {"n": sample.number, "missing": ", ".join(unscored)}
    return "" if reasoned else _("Sample %(n)d lacks your reason.") % {"n": sample.number}
