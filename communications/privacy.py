"""The outbox's part of a person's data: what was written to them, and what was written about them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communications.enums import MessageState
from communications.models import Message

KEPT = [
    (
        _("Messages that we sent: address, subject, text"),
        _("So that it can be shown who was told what, and when."),
        _("For {months} months after they were written; then only that there was one."),
    ),
]


def export(person: User) -> dict[str, Any]:
    """Every message to this person."""
    messages = (
        _to(person).order_by("pk").values("template_key", "subject", "body_text", "state", "created_at", "sent_at")
    )
    return {"messages": list(messages)}


def erase(person: User) -> None:
    """Empty every message to this person, and the text of those to others that name them; what waits is not sent."""
    _to(person).filter(state__in=[MessageState.QUEUED, MessageState.SENDING, MessageState.FAILED]).update(
        state=MessageState.CANCELLED, lease_until=None
    )
    _to(person).update(to_address="", subject="", body_text="", body_html="", to_person=None, last_error="")
    named = Q(subject__icontains=person.full_name) | Q(body_text__icontains=person.full_name)
    Message.objects.filter(named).exclude(state__in=[MessageState.QUEUED, MessageState.SENDING]).update(
        subject="", body_text="", body_html=""
    )


def _to(person: User) -> QuerySet[Message]:
    return Message.objects.filter(Q(to_person=person) | Q(to_address__iexact=person.email))
