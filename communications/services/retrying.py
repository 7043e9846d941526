from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.refusals import StaleState
from communications.enums import MessageState
from communications.models import Message
from communications.services.writing import send


@transaction.atomic
def retry(*, message: Message) -> Message:
    """Send a failed message once more. Raises StaleState when it is not failed any longer."""
    queued = Message.objects.filter(pk=message.pk, state=MessageState.FAILED).update(
        state=MessageState.QUEUED, attempts=0, last_error="", send_after=timezone.now(), lease_until=None
    )
    if not queued:
        raise StaleState(_("This message is no longer marked as failed."))
    transaction.on_commit(lambda: send(message.pk))
    message.refresh_from_db()
    return message
