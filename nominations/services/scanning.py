"""Whether a file that came with a nomination may be opened: a virus scanner decides, where one is set (CLAMD_URL)."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import IllegalMove, NotReady, StaleState
from intake.virus_scanning import threat_in
from jobs import services as jobs
from nominations.enums import ATTACHMENT_TRANSITIONS, AttachmentState
from nominations.models import Attachment
from nominations.services import letters

SCAN = "nominations.scan_file"


def first_state() -> str:
    """The state in which a file begins."""
    return AttachmentState.WAITING if settings.CLAMD_URL else AttachmentState.KEPT


def require_checked(attachment: Attachment) -> None:
    """Raise NotReady for a file that nobody may open yet, or ever."""
    if attachment.state != AttachmentState.KEPT:
        why = AttachmentState(attachment.state).label
        raise NotReady(_("This file cannot be opened. %(why)s.") % {"why": why})


def scan_later(attachments: Sequence[Attachment]) -> None:
    """Ask for a scan of those that wait for one."""
    for attachment in attachments:
        if attachment.state == AttachmentState.WAITING:
            jobs.enqueue(
                kind=SCAN,
                key=f"{SCAN}:{attachment.pk}",
                title=_("Look for viruses in a file of a nomination"),
                payload={"attachment": attachment.pk},
            )


def scan(attachment: Attachment) -> None:
    """Have the scanner look at a file that waits. Raises NoScanner where it cannot be asked: the file goes on waiting."""
    if attachment.state != AttachmentState.WAITING:
        return
    with attachment.file.open("rb") as content:
        threat = threat_in(content, settings.CLAMD_URL)
    settle(attachment=attachment, to=AttachmentState.WITHHELD if threat else AttachmentState.KEPT, threat=threat)


@transaction.atomic
def settle(*, attachment: Attachment, to: str, threat: str = "") -> Attachment:
    """Say what the scan found; the managers are told of what is withheld. Raises IllegalMove or StaleState."""
    before = attachment.state
    if to not in ATTACHMENT_TRANSITIONS[before]:
        raise IllegalMove(_("This file has been checked already."))
    if Attachment.objects.filter(pk=attachment.pk, state=before).update(state=to) != 1:
        raise StaleState(_("This file has just been checked."))
    attachment.state = to
    verb = "nomination.file_withheld" if to == AttachmentState.WITHHELD else "nomination.file_checked"
    data = {"file": attachment.pk} | ({"found": threat} if threat else {})
    audit.record(verb=verb, target=attachment.nomination, actor=None, data=data)
    if to == AttachmentState.WITHHELD:
        letters.say_file_withheld(attachment)
    return attachment


@transaction.atomic
def show_to_blind_judges(*, attachment: Attachment, names_nobody: bool, actor: User) -> Attachment:
    """Say that a file names nobody, so that judges who see no names may open it; or take that back."""
    Attachment.objects.filter(pk=attachment.pk).update(names_nobody=names_nobody)
    attachment.names_nobody = names_nobody
    verb = "nomination.file_shown" if names_nobody else "nomination.file_hidden"
    audit.record(verb=verb, target=attachment.nomination, actor=actor, data={"file": attachment.pk})
    return attachment
