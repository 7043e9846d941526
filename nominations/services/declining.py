"""Two pairs of eyes: one person proposes that a nomination is declined, another confirms it or keeps the nomination."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import IllegalMove, NotAllowed, NotReady, StaleState
from nominations.enums import DeclineOutcome, NominationState
from nominations.models import Nomination, ProposedDecline
from nominations.services import screening
from nominations.services.rights import require_before_judging, require_may_screen
from programmes.models import EligibilityRule


@transaction.atomic
def propose_decline(
    *, nomination: Nomination, actor: User, reason: str, rule: EligibilityRule | None = None
) -> ProposedDecline:
    """Propose to decline a nomination that waits to be screened; nobody is told before a second person confirms it.

    Raises NotAllowed, NotReady, IllegalMove where it is decided on or a proposal waits already.
    """
    require_may_screen(actor, nomination)
    require_before_judging(nomination.cycle)
    if nomination.state != NominationState.SUBMITTED:
        raise IllegalMove(_("Only what waits to be screened can be declined. Put it back first."))
    if not reason.strip():
        raise NotReady(_("Say why it is declined: its nominator reads these words."))
    try:
        with transaction.atomic():
            proposed = ProposedDecline.objects.create(
                nomination=nomination, reason=reason.strip(), rule=rule, proposed_by=actor
            )
    except IntegrityError as error:
        raise IllegalMove(_("Somebody has proposed that already.")) from error
    audit.record(
        verb="nomination.decline_proposed",
        target=nomination,
        actor=actor,
        data={"rule": rule.code if rule else "", "reason": text_digest(reason.strip())},
    )
    return proposed


@transaction.atomic
def confirm_decline(*, proposed: ProposedDecline, actor: User) -> Nomination:
    """Decline as another person proposed; now the nominator is told. Raises NotAllowed for the one who proposed it."""
    nomination = proposed.nomination
    require_may_screen(actor, nomination)
    if actor.pk == proposed.proposed_by_id:
        raise NotAllowed(_("You proposed it, so somebody else confirms it."))
    _claim(proposed, actor, DeclineOutcome.CONFIRMED)
    return screening.decline_now(
        nomination=nomination,
        actor=actor,
        reason=proposed.reason,
        rule=proposed.rule,
        proposed_by=proposed.proposed_by_id,
    )


@transaction.atomic
def keep_it(*, proposed: ProposedDecline, actor: User, note: str = "") -> Nomination:
    """Keep the nomination: it waits to be screened as before. The one who proposed the decline takes that back by it.

    Raises NotAllowed, NotReady where another person says no word why, StaleState when it was decided meanwhile.
    """
    require_may_screen(actor, proposed.nomination)
    own = actor.pk == proposed.proposed_by_id
    if not own and not note.strip():
        raise NotReady(_("Say why it is kept: who proposed to decline it reads these words."))
    _claim(proposed, actor, DeclineOutcome.DROPPED if own else DeclineOutcome.KEPT, note.strip())
    audit.record(
        verb="nomination.decline_dropped" if own else "nomination.decline_kept",
        target=proposed.nomination,
        actor=actor,
        data={"note": text_digest(note.strip())} if note.strip() else {},
    )
    return proposed.nomination


def _claim(proposed: ProposedDecline, actor: User, outcome: str, note: str = "") -> None:
    """The conditional UPDATE decides between two people at once."""
    decided = {"outcome": outcome, "decided_by": actor, "decided_at": timezone.now(), "note": note}
    if ProposedDecline.objects.filter(pk=proposed.pk, outcome="").update(**decided) != 1:
        raise StaleState(_("Somebody has already decided on this proposal."))
    for field, value in decided.items():
        setattr(proposed, field, value)
