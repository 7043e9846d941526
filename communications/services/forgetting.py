"""Forget what was written to somebody without an account, who asked for it."""

from communications.enums import MessageState
from communications.models import Message


def forget_messages(*, address: str, about: str) -> int:
    """Empty the messages to this address whose key names ``about``, such as a reference; what waits is not sent.

    Returns how many there were. That a message was sent, and when, stays.
    """
    messages = Message.objects.filter(to_address__iexact=address, dedupe_key__contains=f":{about}")
    messages.filter(state__in=[MessageState.QUEUED, MessageState.SENDING, MessageState.FAILED]).update(
        state=MessageState.CANCELLED, lease_until=None
    )
    return messages.update(to_address="", subject="", body_text="", body_html="", secret="", last_error="")
