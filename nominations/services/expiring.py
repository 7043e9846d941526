"""Delete what no customer confirmed."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit.services.recording import Act, record_all
from nominations.enums import NominationState
from nominations.models import Attachment, Nomination, Nominee
from nominations.services.attaching import forget_files

MOST_AT_ONCE = 500


@transaction.atomic
def delete_unconfirmed() -> int:
    """Delete nominations that nobody confirmed within NOMINATION_CONFIRM_DAYS; returns how many. A step of the clock."""
    limit = timezone.now() - timedelta(days=settings.NOMINATION_CONFIRM_DAYS)
    due = list(
        Nomination.objects.filter(state=NominationState.UNVERIFIED, created_at__lte=limit)
        .select_related("cycle__programme")
        .order_by("created_at")[:MOST_AT_ONCE]
    )
    if not due:
        return 0
    record_all(Act(verb="nomination.expired", target=nomination, actor=None) for nomination in due)
    still = Nomination.objects.filter(pk__in=[n.pk for n in due], state=NominationState.UNVERIFIED)
    forget_files(Attachment.objects.filter(nomination__in=still))
    _count, by_model = still.delete()
    unnamed = Nominee.objects.filter(pk__in=[n.nominee_id for n in due], nominations=None)
    unnamed.delete()
    return by_model.get("nominations.Nomination", 0)
