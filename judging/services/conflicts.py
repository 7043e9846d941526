from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import NotAllowed, Refused, StaleState
from audit.services import Act
from judging.enums import (
    LIVE_ASSIGNMENTS,
    STANDING_CONFLICTS,
    AssignmentState,
    ConflictSource,
    ConflictState,
)
from judging.models import Assignment, Conflict, Seat
from judging.queries.conflicts import findings
from judging.queries.rounds.scoring import scoring_is_on
from judging.refusals import NotJudging, ReasonTooShort
from judging.services.one_at_a_time import hold_panel
from judging.services.sheets import move_sheet
from judging.stages import SEATING_STAGES
from nominations.models import Entry
from programmes.enums import Stage
from programmes.models import Cycle


@transaction.atomic
def find_conflicts(*, cycle: Cycle, actor: User | None) -> list[Conflict]:
    """Write down every conflict that a rule finds and that is not known yet, and take the entries from those judges.

    What the chair has ruled on stays ruled. Returns the new ones; the same directory again finds none. One at a time for
    a panel, so that two who ask at once do not write the same conflict down.
    """
    hold_panel(cycle)
    known = set(Conflict.objects.filter(seat__panel__cycle=cycle).values_list("seat_id", "entry_id", "source"))
    new = [
        Conflict(seat=finding.seat, entry=finding.entry, source=finding.source)
        for finding in findings(cycle)
        if (finding.seat.pk, finding.entry.pk, finding.source.value) not in known
    ]
    Conflict.objects.bulk_create(new, batch_size=500)
    audit.record_all(
        Act(verb="conflict.found", target=conflict, actor=actor, data=_facts(conflict)) for conflict in new
    )
    _recuse({(conflict.seat_id, conflict.entry_id) for conflict in new}, cycle, actor)
    return new


@transaction.atomic
def declare_conflict(*, seat: Seat, entry: Entry, reason: str, actor: User) -> Conflict:
    """A judge stands aside from an entry, at once; the chair rules on it afterwards.

    Raises NotAllowed for another person's seat, NotJudging once the panel has decided, ReasonTooShort without a reason,
    Refused where it stands already.
    """
    if seat.judge_id != actor.pk or seat.left_at is not None:
        raise NotAllowed(_("A judge declares their own conflicts only."))
    _check_undecided(entry.cycle)
    if not reason.strip():
        raise ReasonTooShort(_("Say how you know them, in a few words."))
    conflict, made = Conflict.objects.get_or_create(
        seat=seat, entry=entry, source=ConflictSource.DECLARED, defaults={"reason": reason.strip()[:400]}
    )
    if not made:
        if conflict.state in STANDING_CONFLICTS:
            raise Refused(_("You already stand aside from %(entry)s.") % {"entry": entry.reference})
        Conflict.objects.filter(pk=conflict.pk).update(
            reason=reason.strip()[:400], state=ConflictState.OPEN, ruled_by=None, ruling="", ruled_at=None
        )
        conflict.refresh_from_db()
    audit.record(verb="conflict.declared", target=conflict, actor=actor, data=_facts(conflict))
    _recuse({(seat.pk, entry.pk)}, entry.cycle, actor)
    return conflict


@transaction.atomic
def rule_on_conflict(*, conflict: Conflict, uphold: bool, reason: str, actor: User) -> Conflict:
    """The chair upholds or clears a conflict, with a reason. Cleared, the judge has the sheet back where they had one.

    Raises NotAllowed for anybody but the chair and for the judge concerned, NotJudging once the panel has decided (a
    decision rests on these rulings), StaleState when it was ruled meanwhile.
    """
    if not actor.has_perm("judging.rule_on_conflict", conflict):
        raise NotAllowed(
            _(
                "Only the chair of the category rules on a conflict, and never on their own or where they stand aside themselves."
            )
        )
    _check_undecided(conflict.entry.cycle)
    if not reason.strip():
        raise ReasonTooShort(_("Say why, in a sentence: it is shown with the result."))
    before = conflict.state
    to = ConflictState.UPHELD if uphold else ConflictState.CLEARED
    ruled = Conflict.objects.filter(pk=conflict.pk, state=before).exclude(state=to)
    if ruled.update(state=to, ruled_by=actor, ruling=reason.strip()[:400], ruled_at=timezone.now()) != 1:
        raise StaleState(_("This conflict has already been ruled on."))
    conflict.refresh_from_db()
    verb = "conflict.upheld" if uphold else "conflict.cleared"
    audit.record(verb=verb, target=conflict, actor=actor, before={"state": before}, data=_facts(conflict))
    if uphold:
        _recuse({(conflict.seat_id, conflict.entry_id)}, conflict.entry.cycle, actor)
    else:
        _give_back(conflict, actor)
    return conflict


def _check_undecided(cycle: Cycle) -> None:
    if cycle.stage not in SEATING_STAGES:
        raise NotJudging(
            _("The panel of %(cycle)s has decided: its conflicts stay as they were ruled on.") % {"cycle": cycle.label}
        )


def _facts(conflict: Conflict) -> dict[str, object]:
    return {
        "judge": conflict.seat.judge_id,
        "entry": conflict.entry.reference,
        "source": ConflictSource.DECLARED if conflict.source == ConflictSource.CLOSE else conflict.source,
        "state": conflict.state,
    }


def _recuse(pairs: set[tuple[int, int]], cycle: Cycle, actor: User | None) -> None:
    """Take from these judges the sheets that they have for these entries."""
    if not pairs:
        return
    seats = {seat_id for seat_id, _entry_id in pairs}
    live = Assignment.objects.filter(seat__panel__cycle=cycle, seat__in=seats, state__in=LIVE_ASSIGNMENTS)
    for sheet in live.select_related("entry__cycle__programme"):
        if (sheet.seat_id, sheet.entry_id) in pairs:
            # One that was reopened keeps no time of sending: it was not sent when it was taken.
            sent_at = sheet.submitted_at if sheet.state == AssignmentState.SUBMITTED else None
            move_sheet(sheet=sheet, to=AssignmentState.RECUSED, actor=actor, verb="sheet.recused", submitted_at=sent_at)


def _give_back(conflict: Conflict, actor: User) -> None:
    """Give the sheet back as it was taken, unless another conflict with the same entry stands. What was sent counts again,
    also where scoring is over or the judge has left by now; what was not sent is given back while it can be.
    """
    cycle = conflict.entry.cycle
    others = Conflict.objects.filter(seat=conflict.seat, entry=conflict.entry, state__in=STANDING_CONFLICTS)
    sheet = Assignment.objects.filter(seat=conflict.seat, entry=conflict.entry, state=AssignmentState.RECUSED).first()
    if sheet is None or others.exists() or not scoring_is_on(cycle):
        return
    if sheet.submitted_at is not None:
        move_sheet(sheet=sheet, to=AssignmentState.SUBMITTED, actor=actor, verb="sheet.restored")
    elif cycle.stage == Stage.JUDGING and conflict.seat.left_at is None:
        to = AssignmentState.STARTED if sheet.scores.exists() else AssignmentState.ASSIGNED
        move_sheet(sheet=sheet, to=to, actor=actor, verb="sheet.restored")
