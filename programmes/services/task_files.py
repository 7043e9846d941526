from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.refusals import Refused
from intake.file_names import own_name, tidy_name
from intake.file_types import TYPES
from programmes.models import LaunchTask, TaskFile

if TYPE_CHECKING:
    from django.core.files.base import File

MOST = 20


@transaction.atomic
def add_file(*, task: LaunchTask, content: "File[bytes]", name: str, kind: str, actor: User | None) -> TaskFile:
    """Keep a file whose type (a key of TYPES) was checked, under a name of ours. Raises Refused for the twenty-first."""
    if task.files.count() >= MOST:
        raise Refused(_("A task keeps %(most)s files at most.") % {"most": MOST})
    kept = TaskFile(task=task, name=tidy_name(name, kind), content_type=TYPES[kind], size=content.size, added_by=actor)
    kept.file.save(own_name(kind), content, save=True)
    audit.record(
        verb="launch.file_added", target=task, actor=actor, data={"file": kept.pk, "kind": kind, "size": kept.size}
    )
    return kept


@transaction.atomic
def remove_file(*, kept: TaskFile, actor: User | None) -> None:
    """Remove a file; what is stored goes once the row is gone for good."""
    audit.record(verb="launch.file_removed", target=kept.task, actor=actor, data={"file": kept.pk})
    stored = kept.file
    kept.delete()
    transaction.on_commit(lambda: stored.delete(save=False))
