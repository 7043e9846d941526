"""What comes back from a planned message: that it was opened, and whether it was understood."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.refusals import Refused, StaleState
from programmes.models import Recipient


@transaction.atomic
def note_opened(*, token: str) -> bool:
    """Note once that a copy was opened, where its message carries the small picture; returns whether it was noted now."""
    copies = Recipient.objects.filter(token=token, opened_at=None, planned__counts_opens=True)
    return bool(copies.update(opened_at=timezone.now()))


@transaction.atomic
def answer_check(*, copy: Recipient, answer: int) -> Recipient:
    """Keep the one answer to a message's question (counted from 1). Raises StaleState where there is one already."""
    if not 1 <= answer <= len(copy.planned.answers):
        raise Refused(_("Choose one of the answers."))
    now = timezone.now()
    if not Recipient.objects.filter(pk=copy.pk, answer=None).update(answer=answer, answered_at=now):
        raise StaleState(_("This link has been used for an answer already."))
    copy.refresh_from_db(fields=["answer", "answered_at"])
    return copy
