"""Which rounds a cycle's judging has, laid down before it begins."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import NotAllowed, Refused
from judging.enums import Cut, RoundMode, RoundState, Tally
from judging.models import Round, Seat
from judging.models.round import SCORING
from programmes.enums import Stage
from programmes.models import Cycle

PLANNING_STAGES = (Stage.PLANNED, Stage.OPEN, Stage.SCREENING)
MOST_ROUNDS = 5
MAJORITY = Decimal(50)

# Which rules of going through make sense in which mode.
CUTS: dict[str, tuple[str, ...]] = {
    RoundMode.QUALIFY: (Cut.ABOVE,),
    RoundMode.SCORE: (Cut.EVERY, Cut.TOP, Cut.ABOVE),
    RoundMode.RANK: (Cut.EVERY, Cut.TOP),
    RoundMode.PAIR: (Cut.EVERY, Cut.TOP),
}


@dataclass(frozen=True)
class RoundPlan:
    """What is laid down for a round. ``seats`` empty means all judges of the panel."""

    cut: str
    cut_value: Decimal | None = None
    tally: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    seats: Collection[Seat] = ()


@transaction.atomic
def plan_round(*, cycle: Cycle, mode: str, after_scoring: bool, plan: RoundPlan, actor: User) -> Round:
    """Add a round before or after the scoring; the first one brings the scoring round with it.

    Raises NotAllowed, and Refused once judging has begun, for too many rounds, or a rule that the mode does not have.
    """
    _check_planning(cycle, actor)
    if mode == RoundMode.SCORE:
        raise Refused(_("Every cycle has one scoring round, and it is there already."))
    _check_plan(mode, plan)
    Round.objects.get_or_create(cycle=cycle, position=SCORING, defaults={"mode": RoundMode.SCORE})
    taken = list(Round.objects.filter(cycle=cycle).values_list("position", flat=True))
    same_side = [one for one in taken if one != SCORING and (one > SCORING) == after_scoring]
    position = max(same_side, default=SCORING if after_scoring else 0) + 1
    if len(taken) > MOST_ROUNDS or position == SCORING:
        raise Refused(_("Judges have patience for %(most)d rounds at the most.") % {"most": MOST_ROUNDS})
    try:
        with transaction.atomic():
            made = Round.objects.create(cycle=cycle, mode=mode, position=position, **_fields(plan))
    except IntegrityError as error:
        raise Refused(_("Somebody else has just added a round; look at it first.")) from error
    made.seats.set(plan.seats)
    audit.record(verb="round.planned", target=made, actor=actor, data=_facts(made))
    return made


@transaction.atomic
def change_round(*, one: Round, plan: RoundPlan, actor: User) -> Round:
    """Lay a planned round down anew; the same again changes nothing. Raises as ``plan_round`` does."""
    _check_planning(one.cycle, actor)
    _check_plan(one.mode, plan)
    was = _facts(one)
    changed = Round.objects.filter(pk=one.pk, state=RoundState.PLANNED).update(**_fields(plan))
    if changed != 1:
        raise Refused(_("This round has been opened and stays as it was laid down."))
    one.refresh_from_db()
    one.seats.set(plan.seats)
    now = _facts(one)
    if now != was:
        audit.record(verb="round.changed", target=one, actor=actor, before=was, data=now)
    return one


@transaction.atomic
def drop_round(*, one: Round, actor: User) -> None:
    """Take a planned round away; with the last one the scoring round goes, too, and the cycle is as it was without."""
    _check_planning(one.cycle, actor)
    if one.is_scoring:
        raise Refused(_("The scoring round goes when no other round is left."))
    audit.record(verb="round.dropped", target=one, actor=actor, before=_facts(one))
    one.delete()
    others = Round.objects.filter(cycle=one.cycle_id)
    if not others.exclude(position=SCORING).exists():
        others.delete()
    elif not others.filter(position__gt=SCORING).exists():
        others.filter(position=SCORING).update(cut=Cut.EVERY, cut_value=None)


def _check_planning(cycle: Cycle, actor: User) -> None:
    if not actor.has_perm("judging.manage_panel", cycle):
        raise NotAllowed(_("The managers of the programme lay down its rounds."))
    begun = Round.objects.filter(cycle=cycle).exclude(state=RoundState.PLANNED).exists()
    if begun or cycle.stage not in PLANNING_STAGES:
        raise Refused(
            _("Judging of %(cycle)s has begun, so its rounds stay as they were laid down.") % {"cycle": cycle.label}
        )


def _check_plan(mode: str, plan: RoundPlan) -> None:
    if plan.cut not in CUTS[mode]:
        raise Refused(_("This rule of who goes through does not fit what the round asks."))
    if (plan.cut == Cut.EVERY) != (plan.cut_value is None) or (plan.cut_value is not None and plan.cut_value <= 0):
        raise Refused(_("Say how many go through, or from which figure."))
    if (mode == RoundMode.RANK) != (plan.tally in Tally.values):
        raise Refused(_("Say how the orders are counted."))
    if plan.opens_at and plan.closes_at and plan.closes_at <= plan.opens_at:
        raise Refused(_("Votes are wanted by a time after the round opens."))


def _fields(plan: RoundPlan) -> dict[str, object]:
    return {
        "cut": plan.cut,
        "cut_value": plan.cut_value,
        "tally": plan.tally,
        "opens_at": plan.opens_at,
        "closes_at": plan.closes_at,
    }


def _facts(one: Round) -> dict[str, object]:
    return {
        "mode": one.mode,
        "position": one.position,
        "tally": one.tally,
        "cut": one.cut,
        "cut_value": None if one.cut_value is None else float(one.cut_value),
        "opens_at": one.opens_at and one.opens_at.isoformat(),
        "closes_at": one.closes_at and one.closes_at.isoformat(),
        "seats": sorted(one.seats.values_list("pk", flat=True)),
    }
