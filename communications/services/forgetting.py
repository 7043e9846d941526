"""Forget what was written to somebody without an account, who asked for it; call off what they no longer want."""

from collections.abc import Collection

from django.db.models import QuerySet

from communications.enums import MessageState
from communications.models import Message


def forget_messages(*, about: str, address: str = "") -> int:
    """Empty the messages to somebody without an account whose key names ``about``, such as a reference; what waits is not sent.

    Only those to ``address``, where one is given; else to whichever address they went. Returns how many there were. That a
    message was sent, and when, stays.
    """
    messages = Message.objects.filter(to_person=None, dedupe_key__contains=f":{about}")
    if address:
        messages = messages.filter(to_address__iexact=address)
    return _empty(messages)


def forget_keyed(*, beginning: str, address: str) -> int:
    """The same for the messages to this address whose key begins so."""
    return _empty(Message.objects.filter(to_person=None, to_address__iexact=address, dedupe_key__startswith=beginning))


def _empty(messages: QuerySet[Message]) -> int:
    messages.filter(state__in=[MessageState.QUEUED, MessageState.SENDING, MessageState.FAILED]).update(
        state=MessageState.CANCELLED, lease_until=None
    )
    return messages.update(to_address="", subject="", body_text="", body_html="", secret="", last_error="")


def call_off(*, about: str, templates: Collection[str]) -> int:
    """Call off what waits to be sent, of these kinds and with a key that names ``about``; returns how many."""
    waiting = Message.objects.filter(
        template_key__in=templates,
        dedupe_key__contains=f":{about}",
        state__in=[MessageState.QUEUED, MessageState.FAILED],
    )
    return waiting.update(state=MessageState.CANCELLED, lease_until=None)
