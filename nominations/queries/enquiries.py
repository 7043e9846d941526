"""Where questions to nominators stand."""

from django.db.models import Exists, OuterRef, QuerySet

from nominations.enums import NominationState
from nominations.models import Enquiry, Nomination
from programmes.models import Cycle


def waiting_enquiry(nomination: Nomination) -> Enquiry | None:
    """The question to its nominator that nobody has answered yet."""
    return nomination.enquiries.filter(answered_at=None).first()


def with_answers(nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """With ``answered``: whether the nominator has added something when asked."""
    answered = Enquiry.objects.filter(nomination=OuterRef("pk"), answered_at__isnull=False)
    return nominations.annotate(answered=Exists(answered))


def asked_and_waiting(cycle: Cycle) -> set[int]:
    """The ids of the nominations that wait to be screened and of whose nominators more was asked."""
    waiting = Enquiry.objects.filter(
        nomination__cycle=cycle, nomination__state=NominationState.SUBMITTED, answered_at=None
    )
    return set(waiting.values_list("nomination", flat=True))
