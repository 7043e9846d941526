"""The outbox forgets what it said, the organisation's months after it was written: who was told what is personal data too."""

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from accounts.queries.organisation import the_organisation
from communications.enums import MessageState
from communications.models import Message
from communications.models.message import SAYS_SOMETHING

MOST_AT_ONCE = 1000
UNSENT = (MessageState.QUEUED, MessageState.SENDING, MessageState.FAILED)


@transaction.atomic
def empty_old_messages() -> int:
    """Empty the messages that are older than the organisation keeps names; returns how many. A step of the clock.

    A message to be sent later counts from that day. The row stays: its key stops the same message from being sent again.
    """
    organisation = the_organisation()
    limit = timezone.localtime(timezone.now(), organisation.zone) - relativedelta(months=organisation.retention_months)
    old = Message.objects.filter(SAYS_SOMETHING, created_at__lt=limit, send_after__lt=limit)
    ids = list(old.order_by("created_at").values_list("pk", flat=True)[:MOST_AT_ONCE])
    if not ids:
        return 0
    Message.objects.filter(pk__in=ids, state__in=UNSENT).update(state=MessageState.CANCELLED, lease_until=None)
    return Message.objects.filter(pk__in=ids).update(
        to_person=None, to_address="", subject="", body_text="", body_html="", secret="", last_error=""
    )
