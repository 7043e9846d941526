"""Planned messages go out: the clock begins them, a job writes the copies, chunk by chunk, each copy once."""

import secrets
from collections.abc import Callable, Sequence

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.refusals import Refused
from communications import services as communications
from jobs import services as jobs
from programmes.enums import PlannedState, ProgrammeState
from programmes.models import CustomerAddress, PlannedMessage, Recipient
from programmes.queries.audiences import customers_without_a_copy, people_without_a_copy, size_of
from programmes.queries.planned_wording import facts_of, link_for, wording_of_planned
from programmes.queries.sending import job_key
from programmes.services.planned_messages import move_message

JOB = "programmes.send_planned"
CHUNK = 200


def send_due_messages() -> int:
    """Begin every scheduled message of a running programme whose hour has come; returns how many. A step of the clock."""
    due = PlannedMessage.objects.filter(
        state=PlannedState.SCHEDULED, send_at__lte=timezone.now(), programme__state=ProgrammeState.RUNNING
    )
    begun = 0
    for planned in due.select_related("programme", "scheduled_by"):
        try:
            begin(planned=planned)
        except Refused:
            continue  # another clock was faster, or a manager took it back
        begun += 1
    return begun


@transaction.atomic
def begin(*, planned: PlannedMessage) -> None:
    """Claim a scheduled message and ask for the work of writing its copies. Raises StaleState when somebody was faster."""
    move_message(planned=planned, to=PlannedState.SENDING, actor=None, counts_opens=planned.programme.track_opens)
    jobs.enqueue(
        kind=JOB,
        key=job_key(planned),
        title=_("Send “%(subject)s”") % {"subject": planned.subject[:120]},
        payload={"planned": planned.pk},
        asked_by=planned.scheduled_by,
    )


def write_copies(*, planned: PlannedMessage, progress: Callable[[int, int], None]) -> int:
    """Write every copy that is not written yet, and say that the message was sent; returns how many this call wrote.

    Each chunk is one transaction of recipients and their messages, so a worker that dies loses at most a chunk that
    nobody has been sent; the next one goes on with who is left. Running it again writes nothing.
    """
    if planned.state != PlannedState.SENDING:
        return 0
    total = size_of(planned)
    written = Recipient.objects.filter(planned=planned).count()
    before = written
    progress(written, total)
    while chunk := _next_chunk(planned):
        _write_chunk(planned, chunk)
        written += len(chunk)
        progress(written, max(total, written))
    move_message(planned=planned, to=PlannedState.SENT, actor=None, sent_at=timezone.now())
    return written - before


def _next_chunk(planned: PlannedMessage) -> Sequence[User | CustomerAddress]:
    return people_without_a_copy(planned, CHUNK) or customers_without_a_copy(planned, CHUNK)


@transaction.atomic
def _write_chunk(planned: PlannedMessage, chunk: Sequence[User | CustomerAddress]) -> None:
    copies = [_copy(planned, whom) for whom in chunk]
    facts = facts_of(planned.programme, signed_by=planned.scheduled_by)
    wording = wording_of_planned(planned, counts_opens=planned.counts_opens)
    letters = [_letter(planned, copy, whom, facts) for copy, whom in zip(copies, chunk, strict=True)]
    messages = communications.write_all(wording=wording, letters=letters, programme=planned.programme.slug)
    for copy, message in zip(copies, messages, strict=True):
        copy.message = message
    Recipient.objects.bulk_create(copies)


def _copy(planned: PlannedMessage, whom: User | CustomerAddress) -> Recipient:
    token = secrets.token_urlsafe(32)
    if isinstance(whom, User):
        return Recipient(planned=planned, person=whom, team_id=whom.team_id, token=token)
    return Recipient(planned=planned, customer=whom, token=token)


def _letter(
    planned: PlannedMessage, copy: Recipient, whom: User | CustomerAddress, facts: dict[str, str]
) -> communications.Letter:
    person = isinstance(whom, User)
    name = whom.short_name if isinstance(whom, User) else whom.name or _("customer")
    picture = settings.SITE_URL + reverse("programmes:opened", args=[copy.token]) if planned.counts_opens else ""
    return communications.Letter(
        to=whom if isinstance(whom, User) else whom.email,
        context={**facts, "recipient_name": name, "link": link_for(planned, copy.token)},
        dedupe_key=f"planned:{planned.pk}:{'p' if person else 'c'}{whom.pk}",
        secret=copy.token if planned.question or picture else "",
        picture=picture,
    )
