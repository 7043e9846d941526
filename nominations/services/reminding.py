"""Remind of drafts before nominations close."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.queries.organisation import the_organisation
from nominations.enums import NominationState
from nominations.models import Nomination
from nominations.services import letters
from programmes.enums import Stage

DAYS_BEFORE = timedelta(days=3)
MOST_AT_ONCE = 500


@transaction.atomic
def remind_of_drafts() -> int:
    """Remind everybody who has a draft three days before nominations close, once; returns how many. A step of the clock.

    A draft that was begun within these three days is not reminded of: whoever wrote it has just been there.
    """
    now = timezone.now()
    drafts = (
        Nomination.objects.filter(
            state=NominationState.DRAFT,
            reminded_at=None,
            nominator__is_active=True,
            cycle__stage=Stage.OPEN,
            cycle__screening_at__gt=now,
            cycle__screening_at__lte=now + DAYS_BEFORE,
        )
        .select_related("cycle__programme", "category", "nominator", "nominee__person", "nominee__team")
        .order_by("pk")[:MOST_AT_ONCE]
    )
    waiting = [draft for draft in drafts if draft.created_at <= draft.cycle.screening_at - DAYS_BEFORE]
    organisation = the_organisation() if waiting else None
    sent = 0
    for draft in waiting:
        claimed = Nomination.objects.filter(pk=draft.pk, state=NominationState.DRAFT, reminded_at=None)
        if organisation is not None and claimed.update(reminded_at=now):
            letters.remind_of_draft(draft, organisation=organisation)
            sent += 1
    return sent
