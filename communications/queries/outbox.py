from django.db.models import Count, QuerySet

from communications.models import Message


def outbox() -> QuerySet[Message]:
    """All messages, the newest first, without their bodies."""
    return Message.objects.select_related("to_person").defer("body_text", "body_html").order_by("-pk")


def messages_by_state() -> dict[str, int]:
    """How many messages stand in each state; a state without one is not there."""
    return dict(Message.objects.order_by().values_list("state").annotate(Count("pk")))


def kinds_in_outbox() -> list[str]:
    """The kinds of which there is a message."""
    return list(Message.objects.order_by("template_key").values_list("template_key", flat=True).distinct())
