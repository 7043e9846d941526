"""Where questions to nominators stand."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from nominations.models import Enquiry, Nomination
from programmes.models import Cycle


def waiting_enquiry(nomination: Nomination) -> Enquiry | None:
    """The newest question to its nominator that nobody has answered yet; one whose day has passed may still be answered."""
    newest = nomination.enquiries.last()
    return newest if newest is not None and newest.answered_at is None else None


def answer_by(cycle: Cycle, now: datetime, days: int | None = None) -> datetime:
    """Until when a question that is asked now should be answered: some days from now, and before judging. Where judging should
    have begun already and waits for the screening, that day is no help: nobody is asked to answer by yesterday.
    """
    until = now + timedelta(days=days or settings.NOMINATION_ANSWER_DAYS)
    return min(until, cycle.judging_at) if cycle.judging_at > now else until


def with_answers(nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """With ``answered``: whether the nominator has added something when asked."""
    answered = Enquiry.objects.filter(nomination=OuterRef("pk"), answered_at__isnull=False)
    return nominations.annotate(answered=Exists(answered))
