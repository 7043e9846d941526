import logging
from collections.abc import Mapping
from datetime import datetime

from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from communications.models import Message
from communications.queries.wording import wording_of
from communications.rendering import render

logger = logging.getLogger(__name__)


def write(
    *,
    template: str,
    to: User | str,
    context: Mapping[str, str],
    dedupe_key: str,
    programme: str = "",
    send_after: datetime | None = None,
    secret: str = "",
    fresh: bool = False,
) -> Message:
    """Put a message into the outbox, in the caller's transaction; it is delivered after commit.

    ``to`` is a person or a bare email address; ``context`` gives the placeholders of the template as texts. The same
    ``dedupe_key`` is the same message: the one that has it is returned and nothing is sent twice. ``secret`` is a part of
    the text, such as a link's token, that the outbox forgets once the message is sent. ``fresh`` says that the key holds
    something that this very transaction has made: then nobody is asked whether it is known.
    Raises UnknownTemplate, or MissingPlaceholder naming what ``context`` lacks.
    """
    person = to if isinstance(to, User) else None
    rendered = render(wording_of(template, programme), context)
    values = {
        "template_key": template,
        "programme": programme,
        "to_person": person,
        "to_address": person.email if person else str(to).strip(),
        "subject": rendered.subject,
        "body_text": rendered.text,
        "body_html": rendered.html,
        "send_after": send_after or timezone.now(),
        "secret": secret,
    }
    if fresh:
        message, made = Message.objects.create(dedupe_key=dedupe_key, **values), True
    else:
        message, made = Message.objects.get_or_create(dedupe_key=dedupe_key, defaults=values)
    if made and message.send_after <= timezone.now():
        transaction.on_commit(lambda: send(message.pk))
    return message


def send(message_id: int) -> bool:
    """Tell the workers that a message waits; returns whether the broker took it. Where it is down, the sweep sends again."""
    try:
        current_app.tasks["communications.tasks.deliver_message"].apply_async(args=(message_id,))
    except (OperationalError, OSError):
        logger.warning("the broker did not take message %s; the sweep will send it again", message_id)
        return False
    return True
