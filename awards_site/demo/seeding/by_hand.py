"""Some of the demo's customers wrote on a card or rang up, and a manager keyed their nomination in."""

from collections.abc import Sequence

from django.utils import timezone

from accounts.models import User
from nominations.enums import GIVEN_BY_HAND, NominationState, NominatorKind
from nominations.models import Nomination

EVERY = 8


def give_some_by_hand(nominations: Sequence[Nomination], keyed_by: User | None) -> None:
    """Every eighth nomination of a customer came by card, telephone or paper; sets fields, saves nothing."""
    customers = [
        one
        for one in nominations
        if one.nominator_kind == NominatorKind.CUSTOMER and one.state == NominationState.SUBMITTED
    ]
    for number, nomination in enumerate(customers[EVERY // 2 :: EVERY]):
        if keyed_by is None or nomination.submitted_at is None:
            continue
        nomination.medium = GIVEN_BY_HAND[number % len(GIVEN_BY_HAND)]
        nomination.received_on = timezone.localdate(nomination.submitted_at)
        nomination.keyed_by = keyed_by
        nomination.verified_at = None
        nomination.consent_wording, nomination.may_contact = "", False
