from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from communications.enums import MessageState
from communications.models import Message
from communications.services.writing import send

PATIENCE = timedelta(seconds=10)


def sweep() -> int:
    """Send again every message that is due and that nobody is sending; returns how many were handed to the workers."""
    now = timezone.now()
    left_behind = Message.objects.filter(
        Q(state=MessageState.QUEUED, send_after__lte=now, created_at__lt=now - PATIENCE)
        | Q(state=MessageState.SENDING, lease_until__lt=now)
    )
    ids = list(left_behind.order_by("send_after").values_list("pk", flat=True)[:500])
    for message_id in ids:
        send(message_id)
    return len(ids)
