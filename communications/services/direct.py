import uuid
from collections.abc import Sequence

import nh3
from django.db import transaction
from django.utils import timezone

from accounts.queries.people import person_by_email
from communications.enums import MessageState
from communications.models import Message

MESSAGE_ID_OF_OUTBOX = "<message-"
DIRECT = "direct"


@transaction.atomic
def keep_direct_mail(*, to: Sequence[str], subject: str, text: str, html: str = "") -> list[Message]:
    """Keep a mail that was sent past the outbox, one message a recipient, as sent. Its HTML is cleaned."""
    return [
        Message.objects.create(
            dedupe_key=f"{DIRECT}:{uuid.uuid4().hex}",
            template_key=DIRECT,
            to_person=person_by_email(address),
            to_address=address,
            subject=" ".join(subject.split())[:250],
            body_text=text,
            body_html=nh3.clean(html) if html else "",
            state=MessageState.SENT,
            sent_at=timezone.now(),
        )
        for address in to
    ]
