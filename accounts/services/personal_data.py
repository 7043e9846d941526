"""A person's data in every room: handed over as a file, or erased. Which rooms, settings.PERSONAL_DATA says."""

import io
import json
import re
import zipfile
from importlib import import_module
from types import ModuleType

from django.conf import settings
from django.core.files.base import File  # noqa: TC002 — what a room may give
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.administrators import is_last_administrator
from accounts.refusals import LastAdministrator
from audit import services as audit
from audit.refusals import Refused, StaleState


@transaction.atomic
def export_person(*, person: User, actor: User | None) -> bytes:
    """Everything that Laurel holds of this person, as a ZIP with one JSON file a room.

    A room may give files under ``"files"`` (name to Django File); they stand in a folder named for the room.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for room, module in _rooms():
            facts = dict(module.export(person))
            files: dict[str, File[bytes]] = facts.pop("files", {})
            for name, content in files.items():
                with content:
                    archive.writestr(f"{room}/{name.rsplit('/', 1)[-1]}", content.read())
            archive.writestr(f"{room}.json", json.dumps(facts, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False))
    audit.record(verb="person.exported", target=person, actor=actor)
    return written.getvalue()


@transaction.atomic
def erase_person(*, person: User, actor: User | None, reason: str) -> User:
    """Erase the person's data in every room; the row stays as a pseudonym, so that what was decided keeps its author.

    It cannot be undone. Raises Refused for a reason that is empty or names the person (it stays in the trail),
    LastAdministrator, and StaleState where the person is erased already.
    """
    _check_reason(person, reason)
    if is_last_administrator(person):
        raise LastAdministrator(_("Nobody else administers Laurel. Make somebody else an administrator first."))
    if not User.objects.filter(pk=person.pk, erased_at=None).update(is_active=False, erased_at=timezone.now()):
        raise StaleState(_("This person's data has been erased already."))
    for _room, module in _rooms():  # the directory comes last there: the others find their part by name and address
        module.erase(person)
    audit.record(verb="person.erased", target=person, actor=actor, data={"reason": reason.strip()})
    person.refresh_from_db()
    return person


def _rooms() -> list[tuple[str, ModuleType]]:
    return [(path.split(".", 1)[0], import_module(path)) for path in settings.PERSONAL_DATA]


def _check_reason(person: User, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why the data is erased; the trail keeps the reason."))
    names = {*re.findall(r"\w{3,}", f"{person.full_name} {person.known_as}".casefold()), person.email.casefold()}
    said = {*re.findall(r"\w{3,}", reason.casefold()), *re.findall(r"\S+@\S+", reason.casefold())}
    if names & said or person.email.casefold() in reason.casefold():
        raise Refused(_("The reason stays in the trail for good, so it must not name the person. Write it without."))
