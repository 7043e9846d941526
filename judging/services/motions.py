"""What the meeting votes on."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import NotAllowed, NotReady, Refused, StaleState
from judging.calculations.votes import tally
from judging.enums import Choice, MotionState
from judging.models import Deliberation, Motion, Panel, Vote
from judging.queries.motions import voters_on, votes_that_count
from judging.refusals import ReasonTooShort
from judging.services.deliberating import check_not_nominated
from nominations.models import Entry
from programmes.enums import Stage
from programmes.models import Category, Cycle


@transaction.atomic
def propose_motion(
    *, cycle: Cycle, text: str, actor: User, category: Category | None = None, entry: Entry | None = None
) -> Motion:
    """Put a question to the vote. Chair, managers and everybody on the panel may, but not about an entry from which they
    stand aside.
    """
    if not (actor.has_perm("judging.deliberate", cycle) or actor.has_perm("judging.sit", cycle)):
        raise NotAllowed(_("The panel and the managers propose motions."))
    _check_meeting(cycle)
    if not text.strip():
        raise ReasonTooShort(_("Say what is to be voted on."))
    meeting, _made = Deliberation.objects.get_or_create(cycle=cycle)
    motion = Motion(
        deliberation=meeting,
        category=category or (entry.category if entry else None),
        entry=entry,
        text=text.strip(),
        proposer=actor,
    )
    if entry is not None and entry.conflicts.filter(seat__judge=actor, state__in=["open", "upheld"]).exists():
        raise NotAllowed(_("You stand aside from %(entry)s.") % {"entry": entry.reference})
    if motion.category is not None:
        check_not_nominated(cycle=cycle, category=motion.category, actor=actor)
    motion.save()
    audit.record(
        verb="motion.proposed",
        target=motion,
        actor=actor,
        data={"sha256": text_digest(motion.text), "entry": entry.reference if entry else ""},
    )
    return motion


@transaction.atomic
def cast_vote(*, motion: Motion, voter: User, choice: str, actor: User) -> Vote:
    """A vote, one's own or, where hands are raised in a room, as the chair counts it; the later one counts.

    Raises NotAllowed for who does not attend, has no seat or stands aside, StaleState once the motion is closed.
    """
    cycle = motion.deliberation.cycle
    if actor != voter and not actor.has_perm("judging.chair", cycle):
        raise NotAllowed(_("Everybody votes for themselves; only the chair writes down raised hands."))
    if voter not in voters_on(motion):
        raise NotAllowed(_("Those of the panel vote who attend the meeting and don’t stand aside."))
    _check_meeting(cycle)
    if choice not in Choice.values:
        raise Refused(_("Vote for, against, or abstain."))
    _hold_open(motion, _("This motion is no longer open to votes."))
    before = Vote.objects.filter(motion=motion, voter=voter).values_list("choice", flat=True).first()
    vote, _made = Vote.objects.update_or_create(motion=motion, voter=voter, defaults={"choice": choice})
    if before != choice:
        audit.record(
            verb="motion.voted",
            target=motion,
            actor=actor,
            before={"choice": before} if before else {},
            data={"voter": voter.pk, "choice": choice},
        )
    return vote


@transaction.atomic
def close_motion(*, motion: Motion, actor: User) -> Motion:
    """Close the vote: carried by more for than against. Raises NotReady for fewer votes than the panel's quorum, or none.

    A vote of somebody who may not vote on it by now, for they stand aside or do not attend after all, is left out.
    """
    _check_chairing(motion, actor)
    _hold_open(motion, _("This motion is no longer open."))
    counted = votes_that_count(motion)
    votes = tally(counted.values_list("choice", flat=True))
    cycle = motion.deliberation.cycle
    quorum = Panel.objects.filter(cycle=cycle).values_list("quorum", flat=True).first() or 1
    if votes.cast < quorum:
        raise NotReady(
            _("%(cast)d have voted; the panel’s quorum is %(quorum)d.") % {"cast": votes.cast, "quorum": quorum}
        )
    left_out = motion.votes.exclude(pk__in=[vote.pk for vote in counted]).delete()[0]  # the trail keeps them
    _close(motion, MotionState.CARRIED if votes.carried else MotionState.LOST)
    audit.record(
        verb="motion.closed",
        target=motion,
        actor=actor,
        data={
            "state": motion.state,
            "for": votes.in_favour,
            "against": votes.against,
            "abstained": votes.abstained,
            **({"left_out": left_out} if left_out else {}),
        },
    )
    return motion


@transaction.atomic
def withdraw_motion(*, motion: Motion, actor: User) -> Motion:
    """Take a motion back before it is closed; it stays on record. Its proposer may, and the chair."""
    if actor.pk != motion.proposer_id:
        _check_chairing(motion, actor)
    _check_meeting(motion.deliberation.cycle)
    _close(motion, MotionState.WITHDRAWN)
    audit.record(verb="motion.withdrawn", target=motion, actor=actor)
    return motion


def _check_meeting(cycle: Cycle) -> None:
    if cycle.stage != Stage.DELIBERATING:
        raise NotReady(_("Motions are voted on while the panel deliberates."))


def _check_chairing(motion: Motion, actor: User) -> None:
    if not actor.has_perm("judging.deliberate", motion.deliberation.cycle):
        raise NotAllowed(_("The chair and the managers lead the vote."))
    if motion.category is not None:
        check_not_nominated(cycle=motion.deliberation.cycle, category=motion.category, actor=actor)
    _check_meeting(motion.deliberation.cycle)


def _hold_open(motion: Motion, words: str) -> None:
    """Hold the motion's row until the act is over, so that no vote comes in while it is being closed."""
    if not Motion.objects.select_for_update().filter(pk=motion.pk, state=MotionState.OPEN).exists():
        raise StaleState(words)


def _close(motion: Motion, state: str) -> None:
    if Motion.objects.filter(pk=motion.pk, state=MotionState.OPEN).update(state=state, closed_at=timezone.now()) != 1:
        raise StaleState(_("This motion is no longer open."))
    motion.refresh_from_db()
