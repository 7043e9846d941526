"""The one gate of a calibration round's life: planned, open, closed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import NotAllowed, NotReady, Refused, StaleState
from judging.enums import RoundState
from judging.models import CalibrationRound, SamplesWaiver, Seat
from judging.queries.samples.gate import seats_held_back
from judging.queries.samples.links import samples_of
from judging.queries.samples.plan import CHOOSING_STAGES, is_ready, judges_asked, round_of, scoring_has_begun
from judging.refusals import ReasonTooShort
from judging.services.messages import tell
from programmes.models import Cycle


@transaction.atomic
def begin_calibration(*, cycle: Cycle) -> None:
    """When judging begins, open a round that has its samples; one that lacks a sample stays as it is and holds nobody back."""
    one = round_of(cycle)
    if one is None or one.state != RoundState.PLANNED or not is_ready(one.samples.count()):
        return
    if not scoring_has_begun(cycle):
        open_calibration(one=one, actor=None)


@transaction.atomic
def open_calibration(*, one: CalibrationRound, actor: User | None) -> CalibrationRound:
    """Open the round and tell its judges: their own score sheets wait until they have sent the samples.

    ``actor=None``: the clock. Raises NotAllowed, Refused where somebody has begun a score sheet or the stage is over, NotReady
    with fewer than two samples, StaleState.
    """
    cycle = one.panel.cycle
    _check_running(one, actor)
    if cycle.stage not in CHOOSING_STAGES or scoring_has_begun(cycle):
        raise Refused(_("Somebody has begun to score already, so it is too late for samples."))
    if not is_ready(one.samples.count()):
        raise NotReady(_("Choose two or three samples first."))
    _move(one, RoundState.PLANNED, RoundState.OPEN, opened_at=timezone.now())
    audit.record(verb="calibration.opened", target=one, actor=actor, data={"samples": one.samples.count()})
    for seat in judges_asked(cycle):
        if seat.signed_at is not None:
            tell(
                template="samples_to_score",
                seat=seat,
                cycle=cycle,
                context={"samples": str(one.samples.count())},
                path=samples_of(cycle),
                key=f"{cycle.label}:{seat.pk}",
            )
    return one


@transaction.atomic
def let_begin(*, one: CalibrationRound, seat: Seat, reason: str, actor: User) -> SamplesWaiver:
    """The chair lets a judge begin without the samples.

    Raises NotAllowed for anybody but the chair, ReasonTooShort, Refused where nothing holds the judge back.
    """
    if not actor.has_perm("judging.chair", one.panel.cycle):
        raise NotAllowed(_("Only the chair lets a judge begin without the samples."))
    if not reason.strip():
        raise ReasonTooShort(_("Say why. One sentence is enough."))
    if not seats_held_back().filter(pk=seat.pk, panel=one.panel_id).exists():
        raise Refused(_("Nothing holds this judge back."))
    waiver = SamplesWaiver.objects.create(seat=seat, reason=reason.strip()[:400], given_by=actor)
    audit.record(verb="samples.waived", target=seat, actor=actor, data={"round": one.pk})
    return waiver


@transaction.atomic
def close_calibration(*, one: CalibrationRound, actor: User | None, reason: str = "") -> CalibrationRound:
    """End the round: nobody is held back any longer, and what is not sent never counts. ``actor=None``: the panel deliberates.

    Raises NotAllowed, ReasonTooShort where judges are still at it and no reason is given, StaleState.
    """
    _check_running(one, actor)
    waiting = seats_held_back().filter(panel=one.panel_id, left_at=None).count()
    if actor is not None and waiting and not reason.strip():
        raise ReasonTooShort(_("Not everybody has sent their samples. Say why the round ends without them."))
    _move(one, RoundState.OPEN, RoundState.CLOSED, closed_at=timezone.now(), closed_because=reason.strip()[:400])
    audit.record(verb="calibration.closed", target=one, actor=actor, data={"without": waiting})
    return one


@transaction.atomic
def end_calibration(*, cycle: Cycle) -> None:
    """When the panel deliberates, an open round ends by itself."""
    one = round_of(cycle)
    if one is not None and one.state == RoundState.OPEN:
        close_calibration(one=one, actor=None)


def _check_running(one: CalibrationRound, actor: User | None) -> None:
    if actor is not None and not actor.has_perm("judging.run_rounds", one.panel.cycle):
        raise NotAllowed(_("The chair and the managers open and close the round."))


def _move(one: CalibrationRound, was: str, to: str, **changes: object) -> None:
    if CalibrationRound.objects.filter(pk=one.pk, state=was).update(state=to, **changes) != 1:
        raise StaleState(_("The round has been opened or closed meanwhile."))
    one.refresh_from_db(fields=["state", "opened_at", "closed_at", "closed_because"])
