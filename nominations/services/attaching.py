"""Files that come with a nomination: kept while a form is not finished, then attached, removed and forgotten."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from intake.file_names import own_name
from intake.file_types import MEGABYTE
from intake.uploads import Upload
from nominations.models import Attachment, Nomination, PendingUpload
from nominations.refusals import FilesGone, NoRoom
from nominations.services.scanning import first_state, scan_later
from programmes.models import Cycle

KEPT_FOR = timedelta(days=1)
MOST_AT_ONCE = 500
PENDING_SHARE = 5  # unfinished forms have a fifth of the room, so that strangers cannot fill it


@dataclass(frozen=True)
class Chosen:
    """A checked file, with the id of the question that it answers, if any."""

    upload: Upload
    question: int | None = None


def new_token() -> str:
    """The secret by which a form finds the files that it was sent with before."""
    return secrets.token_urlsafe(24)


def pending_uploads(cycle: Cycle, token: str) -> list[PendingUpload]:
    """What is kept for the form with this token."""
    return list(PendingUpload.objects.filter(cycle=cycle, form=text_digest(token))) if token else []


def keep_uploads(*, cycle: Cycle, token: str, chosen: Sequence[Chosen]) -> list[PendingUpload]:
    """Keep files for a form, for a day; a new answer to a question takes the place of the former one.

    Raises NoRoom where the files of the cycle, or of its unfinished forms, would take more than they may.
    """
    return _keep(cycle, token, chosen) if chosen else []


@transaction.atomic
def _keep(cycle: Cycle, token: str, chosen: Sequence[Chosen]) -> list[PendingUpload]:
    _require_room(cycle, sum(one.upload.size for one in chosen))
    form = text_digest(token)
    answered = [one.question for one in chosen if one.question is not None]
    drop_uploads(PendingUpload.objects.filter(form=form, question__in=answered))
    kept = []
    for one in chosen:
        upload = one.upload
        row = PendingUpload(cycle=cycle, form=form, question_id=one.question, name=upload.name, size=upload.size)
        row.content_type = upload.content_type
        row.file.save(own_name(upload.kind), upload.content, save=True)
        kept.append(row)
    return kept


def _require_room(cycle: Cycle, size: int) -> None:
    room = settings.ATTACHMENTS["cycle_megabytes"] * MEGABYTE
    pending = _taken(PendingUpload.objects.filter(cycle=cycle)) + size
    attached = _taken(Attachment.objects.filter(nomination__cycle=cycle))
    if attached + pending > room or pending > room // PENDING_SHARE:
        raise NoRoom(
            _("There is no room for more files at present. Send the nomination without, or try again tomorrow.")
        )


def _taken(rows: QuerySet[PendingUpload] | QuerySet[Attachment]) -> int:
    return rows.aggregate(taken=Sum("size"))["taken"] or 0


@transaction.atomic
def attach(*, nomination: Nomination, uploads: Sequence[PendingUpload], actor: User | None) -> list[Attachment]:
    """Make kept files part of a nomination; where a virus scanner is set, nobody opens them before it has looked.

    Raises FilesGone where another nomination was faster: two would share what is stored, and the first to go would take it.
    """
    answered = [one.question_id for one in uploads if one.question_id is not None]
    forget_files(nomination.attachments.filter(question__in=answered))
    state = first_state()
    attached = Attachment.objects.bulk_create(
        Attachment(
            nomination=nomination,
            question_id=one.question_id,
            file=one.file.name,
            name=one.name,
            content_type=one.content_type,
            size=one.size,
            state=state,
        )
        for one in uploads
    )
    gone, _models = PendingUpload.objects.filter(
        pk__in=[one.pk for one in uploads]
    ).delete()  # the files themselves live on
    if gone != len(uploads):
        raise FilesGone(_("These files have gone with another nomination meanwhile."))
    audit.record(
        verb="nomination.files_added",
        target=nomination,
        actor=actor,
        data={"files": len(attached), "bytes": sum(one.size for one in attached)},
    )
    scan_later(attached)
    return attached


@transaction.atomic
def remove_files(*, nomination: Nomination, ids: Collection[int], actor: User | None) -> int:
    """Remove some of a nomination's files; returns how many there were."""
    rows = nomination.attachments.filter(pk__in=list(ids)) if ids else Attachment.objects.none()
    for pk in list(rows.values_list("pk", flat=True)):
        audit.record(verb="nomination.file_removed", target=nomination, actor=actor, data={"file": pk})
    return forget_files(rows)


def forget_files(rows: QuerySet[Attachment]) -> int:
    """Delete attachments; what is stored goes once the rows are gone for good. Returns how many."""
    return _delete(rows)


def drop_uploads(rows: QuerySet[PendingUpload]) -> int:
    """The same for files that were kept for a form."""
    return _delete(rows)


def _delete(rows: QuerySet[Attachment] | QuerySet[PendingUpload]) -> int:
    found = list(rows.values_list("pk", "file"))
    if not found:
        return 0
    rows.model._default_manager.filter(pk__in=[pk for pk, _file in found]).delete()
    transaction.on_commit(lambda: _delete_stored(file for _pk, file in found))
    return len(found)


def _delete_stored(files: Iterable[str]) -> None:
    for file in files:
        default_storage.delete(file)


@transaction.atomic
def drop_old_uploads() -> int:
    """Delete what was kept for forms that nobody finished within a day; returns how many. A step of the clock."""
    old = PendingUpload.objects.filter(created_at__lte=timezone.now() - KEPT_FOR)
    return drop_uploads(PendingUpload.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:MOST_AT_ONCE])))
