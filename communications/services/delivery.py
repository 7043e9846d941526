import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q
from django.utils import timezone
from django.utils.html import escape

from communications.enums import MessageState
from communications.models import Message

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 8
BACK_OFF = timedelta(seconds=30)
# What stands in the outbox where a secret stood.
BLOTTED = "…"


def deliver(message_id: int) -> bool:
    """Send the message if it is due and nobody else is sending it; returns whether this call sent it.

    The claim is a conditional UPDATE. A failed attempt is tried again with a growing pause, eight times.
    """
    now = timezone.now()
    due = Q(state=MessageState.QUEUED, send_after__lte=now) | Q(state=MessageState.SENDING, lease_until__lt=now)
    claimed = Message.objects.filter(due, pk=message_id).update(
        state=MessageState.SENDING, lease_until=now + LEASE, attempts=F("attempts") + 1
    )
    if not claimed:
        return False
    message = Message.objects.get(pk=message_id)
    ours = Message.objects.filter(pk=message_id, state=MessageState.SENDING, attempts=message.attempts)
    try:
        _send_email(message)
    except OSError as error:  # smtplib's errors are OSErrors
        logger.warning("message %s could not be sent: %s", message_id, type(error).__name__)
        failed = message.attempts >= MOST_ATTEMPTS
        ours.update(
            state=MessageState.FAILED if failed else MessageState.QUEUED,
            send_after=now + BACK_OFF * 2 ** (message.attempts - 1),
            lease_until=None,
            last_error=type(error).__name__[:300],
        )
        return False
    ours.update(state=MessageState.SENT, sent_at=timezone.now(), lease_until=None, last_error="", **_forgotten(message))
    return True


def _forgotten(message: Message) -> dict[str, str]:
    """What the outbox keeps of a sent message with a secret: all but the secret.

    The demo's outbox is the letter box of everybody in it, so there the link stays.
    """
    if not message.secret or settings.DEMO:
        return {}
    return {
        "body_text": message.body_text.replace(message.secret, BLOTTED),
        "body_html": message.body_html.replace(escape(message.secret), BLOTTED).replace(message.secret, BLOTTED),
        "secret": "",
    }


def _send_email(message: Message) -> None:
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body_text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.to_address],
        # The same id on every attempt, so that a mail server can drop a second copy.
        headers={"Message-ID": f"<message-{message.pk}@{settings.SITE_URL.split('//')[-1].split(':')[0]}>"},
    )
    if message.body_html:
        mail.attach_alternative(message.body_html, "text/html")
    mail.send()
