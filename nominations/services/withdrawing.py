"""Take a nomination back."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from nominations.enums import WITHDRAWABLE_STATES, NominationState
from nominations.models import Nomination
from nominations.queries.window import BEFORE_JUDGING
from nominations.refusals import WindowClosed
from nominations.services.entries import leave_entry
from nominations.services.moving import move_nomination
from nominations.services.supporters import release_supporters


def can_be_withdrawn(nomination: Nomination) -> bool:
    """Whether its nominator may still take it back: judging has not begun."""
    return nomination.state in WITHDRAWABLE_STATES and nomination.cycle.stage in BEFORE_JUDGING


@transaction.atomic
def withdraw(*, nomination: Nomination, actor: User | None) -> Nomination:
    """Take a nomination back; ``actor=None`` is a customer with the signed link. Raises WindowClosed once judging began."""
    if nomination.cycle.stage not in BEFORE_JUDGING:
        raise WindowClosed(_("Judging has begun, so the nomination can't be withdrawn here. Please write to us."))
    entry = nomination.entry
    move_nomination(
        nomination=nomination,
        to=NominationState.WITHDRAWN,
        verb="nomination.withdrawn",
        actor=actor,
        changes={"entry": None},
    )
    release_supporters(lead=nomination, to=NominationState.WITHDRAWN, actor=actor)
    leave_entry(entry=entry, actor=actor)
    return nomination
