"""Remind of drafts before nominations close, and of what waits to be confirmed."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.queries.organisation import the_organisation
from nominations.enums import NominationState
from nominations.models import Nomination
from nominations.queries.window import BEFORE_JUDGING, confirm_until
from nominations.services import letters
from programmes.enums import Stage

DAYS_BEFORE = timedelta(days=3)
A_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)
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


@transaction.atomic
def remind_to_confirm() -> int:
    """Remind customers who have not confirmed after NOMINATION_CONFIRM_REMIND_DAYS, once; returns how many. A step of the clock.

    Where judging begins sooner, they are reminded in its last days, but not within the first day.
    """
    now = timezone.now()
    some_days_ago = Q(created_at__lte=now - timedelta(days=settings.NOMINATION_CONFIRM_REMIND_DAYS))
    soon_too_late = Q(created_at__lte=now - A_DAY, cycle__judging_at__lte=now + DAYS_BEFORE)
    unconfirmed = (
        Nomination.objects.filter(
            some_days_ago | soon_too_late,
            state=NominationState.UNVERIFIED,
            reminded_at=None,
            cycle__stage__in=BEFORE_JUDGING,
        )
        .select_related("cycle__programme", "category", "nominator", "nominee__person", "nominee__team")
        .order_by("pk")[:MOST_AT_ONCE]
    )
    waiting = [one for one in unconfirmed if confirm_until(one) > now + AN_HOUR]
    organisation = the_organisation() if waiting else None
    sent = 0
    for one in waiting:
        claimed = Nomination.objects.filter(pk=one.pk, state=NominationState.UNVERIFIED, reminded_at=None)
        if organisation is not None and claimed.update(reminded_at=now):
            letters.remind_to_confirm(one, until=confirm_until(one), organisation=organisation)
            sent += 1
    return sent
