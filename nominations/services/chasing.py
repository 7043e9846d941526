"""Questions to nominators: remind once before the day, and give the nomination back to the queue after it."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.queries.organisation import the_organisation
from nominations.enums import NominationState
from nominations.models import Enquiry, Nomination
from nominations.queries.consents import not_to_be_asked
from nominations.queries.window import BEFORE_JUDGING
from nominations.services import letters

MOST_AT_ONCE = 500
RELATED = ("cycle__programme", "category", "nominator", "nominee__person", "nominee__team")


@transaction.atomic
def chase_answers() -> int:
    """Remind of questions whose day is near, once, and note which day has passed; returns how many. A step of the clock.

    After its day a question can still be answered, and another be asked; what was nominated is decided with what there is.
    """
    return _remind() + _lapse()


def _remind() -> int:
    now = timezone.now()
    near = now + timedelta(days=settings.NOMINATION_REMIND_DAYS)
    due = (
        Enquiry.objects.filter(
            answered_at=None,
            lapsed_at=None,
            reminded_at=None,
            answer_by__gt=now,
            answer_by__lte=near,
            asked_at__lte=now - timedelta(days=1),
            nomination__state=NominationState.SUBMITTED,
            nomination__cycle__stage__in=BEFORE_JUDGING,
        )
        .exclude(nomination__in=Nomination.objects.filter(not_to_be_asked()).values("pk"))
        .select_related(*(f"nomination__{path}" for path in RELATED))
        .order_by("pk")[:MOST_AT_ONCE]
    )
    waiting = list(due)
    organisation = the_organisation() if waiting else None
    sent = 0
    for enquiry in waiting:
        claimed = Enquiry.objects.filter(pk=enquiry.pk, answered_at=None, reminded_at=None)
        if organisation is not None and claimed.update(reminded_at=now):
            letters.remind_of_question(enquiry.nomination, enquiry, organisation=organisation)
            sent += 1
    return sent


def _lapse() -> int:
    now = timezone.now()
    return Enquiry.objects.filter(answered_at=None, lapsed_at=None, answer_by__lte=now).update(lapsed_at=now)
