"""Where the demo's mail goes: nothing leaves the machine, and everything can be read in the outbox."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from communications.services.direct import MESSAGE_ID_OF_OUTBOX, keep_direct_mail


class OutboxBackend(BaseEmailBackend):
    """Keeps each mail that did not come from the outbox (a sign-in code, say) as a message that is sent.

    A mail from the outbox is there already.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails; returns how many. All are taken: there is nothing that could fail."""
        for mail in email_messages:
            if not str(mail.extra_headers.get("Message-ID", "")).startswith(MESSAGE_ID_OF_OUTBOX):
                keep_direct_mail(
                    to=list(mail.recipients()),
                    subject=str(mail.subject),
                    text=str(mail.body),
                    html=_html_of(mail),
                )
        return len(email_messages)


def _html_of(mail: EmailMessage) -> str:
    if not isinstance(mail, EmailMultiAlternatives):
        return ""
    return next((str(content) for content, kind in mail.alternatives if kind == "text/html"), "")
