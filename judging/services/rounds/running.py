"""The one gate of a round's life: planned, open, closed."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.refusals import NotAllowed, NotReady, Refused, StaleState
from judging.enums import AssignmentState, RoundState
from judging.models import Assignment, Round, RoundOutcome, RoundResult
from judging.queries.rounds.completeness import missing_to_close
from judging.queries.rounds.plan import before, due_to_open, following, is_last, judges_in, rounds_of
from judging.queries.sheets import UNSENT
from judging.refusals import NotJudging, VotesMissing
from judging.services.assigning import assign_judges
from judging.services.computing import compute_results
from judging.services.conflicts import find_conflicts
from judging.services.messages import tell
from judging.services.one_at_a_time import hold_panel
from judging.services.rounds.counting import Counted, counted
from judging.services.sheets import move_sheet
from programmes.enums import Stage
from programmes.models import Cycle


@transaction.atomic
def begin_rounds(*, cycle: Cycle) -> None:
    """When judging begins, open the first round unless its hour is still to come; a cycle without rounds has none."""
    first = next(iter(rounds_of(cycle)), None)
    if first is not None and first.state == RoundState.PLANNED and _hour_has_come(first):
        open_round(one=first, actor=None)


@transaction.atomic
def open_round(*, one: Round, actor: User | None) -> Round:
    """Open a planned round and tell its judges; the scoring round gives out the score sheets. ``actor=None``: the clock.

    Raises NotAllowed, NotJudging outside judging, NotReady while an earlier round is not closed, StaleState.
    """
    _check_running(one, actor)
    hold_panel(one.cycle)
    if before(one).exclude(state=RoundState.CLOSED).exists():
        raise NotReady(_("Close the round before it first."))
    _move(one, RoundState.PLANNED, RoundState.OPEN, opened_at=timezone.now())
    audit.record(verb="round.opened", target=one, actor=actor, data={"mode": one.mode})
    if one.is_scoring:
        assign_judges(cycle=one.cycle, actor=actor)
    else:
        find_conflicts(cycle=one.cycle, actor=actor)
        _tell_judges(one)
    return one


@transaction.atomic
def close_round(*, one: Round, actor: User) -> list[RoundResult]:
    """Count the votes, freeze the count, cut what does not go through, and open the next round if its hour has come; but look
    for conflicts once more before.

    Raises NotAllowed, NotJudging, VotesMissing naming what lacks votes, Refused for the scoring round where none
    follows (deliberation ends it), StaleState.
    """
    _check_running(one, actor)
    if one.is_scoring and is_last(one):
        raise Refused(_("Scoring is the last round: it ends when the panel begins to deliberate."))
    find_conflicts(cycle=one.cycle, actor=actor)
    missing = missing_to_close(one)
    if missing:
        raise VotesMissing(_("The round cannot be closed yet."), missing)
    _move(one, RoundState.OPEN, RoundState.CLOSED, closed_at=timezone.now())
    if one.is_scoring:
        _end_scoring(one, actor)
    counts = counted(one)
    results = [_freeze(one, count) for count in counts]
    audit.record(
        verb="round.closed",
        target=one,
        actor=actor,
        data={
            count.category.code: {
                "digest": count.digest,
                "entries": len(count.entries),
                "through": len(count.goes_through),
            }
            for count in counts
        },
    )
    after = following(one)
    if after is not None and _hour_has_come(after):
        after.cycle = one.cycle
        open_round(one=after, actor=actor)
    return results


def open_due_rounds() -> int:
    """Open the rounds whose hour has come; returns how many. Safe beside a second clock."""
    opened = 0
    for one in due_to_open():
        try:
            open_round(one=one, actor=None)
        except StaleState:
            continue
        opened += 1
    return opened


def _check_running(one: Round, actor: User | None) -> None:
    if actor is not None and not actor.has_perm("judging.run_rounds", one):
        raise NotAllowed(_("The chair and the managers open and close a round."))
    if one.cycle.stage != Stage.JUDGING:
        raise NotJudging(
            _("%(cycle)s is in “%(stage)s”: rounds open and close while judging only.")
            % {"cycle": one.cycle.label, "stage": one.cycle.get_stage_display()}
        )


def _hour_has_come(one: Round) -> bool:
    return one.opens_at is None or one.opens_at <= timezone.now()


def _move(one: Round, was: str, to: str, **times: object) -> None:
    if Round.objects.filter(pk=one.pk, state=was).update(state=to, **times) != 1:
        raise StaleState(_("This round has been opened or closed meanwhile."))
    one.refresh_from_db(fields=["state", "opened_at", "closed_at"])


def _tell_judges(one: Round) -> None:
    closes = timezone.localtime(one.closes_at or one.cycle.deliberating_at, the_organisation().zone)
    for seat in judges_in(one):
        tell(
            template="round_opened",
            seat=seat,
            cycle=one.cycle,
            context={"what_to_do": one.get_mode_display(), "closes_on": date_format(closes, "l j F Y, P")},
            path=reverse("judging:round_votes", args=[one.pk]),
            key=f"{one.cycle.label}:round:{one.pk}:{seat.pk}",
        )


def _end_scoring(one: Round, actor: User) -> None:
    """What is not sent is taken back, so that nothing changes the scores from here on, and the result is computed."""
    unsent = Assignment.objects.filter(seat__panel__cycle=one.cycle, state__in=UNSENT)
    for sheet in unsent.select_related("entry__cycle__programme"):
        move_sheet(sheet=sheet, to=AssignmentState.WITHDRAWN, actor=actor, verb="sheet.withdrawn")
    compute_results(cycle=one.cycle, actor=actor)


def _freeze(one: Round, count: Counted) -> RoundResult:
    ranks = {row.entry: row.rank for row in count.rows}
    RoundOutcome.objects.bulk_create(
        [
            RoundOutcome(round=one, entry=entry, through=name in count.goes_through, rank=ranks[name])
            for name, entry in count.entries.items()
        ],
        batch_size=1000,
    )
    return RoundResult.objects.create(
        round=one, category=count.category, inputs_digest=count.digest, figures=count.figures
    )
