from collections.abc import Mapping
from typing import Any

from django.core.files.base import File  # noqa: TC002 — read by whoever reads the signature
from django.db import transaction

from accounts.contrast import Adjustment, readable
from accounts.models import Organisation, User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.digests import text_digest

WRITABLE = ("name", "accent", "time_zone", "currency", "retention_months", "language", "seal_readers")


@transaction.atomic
def change_organisation(*, actor: User | None, changes: Mapping[str, Any]) -> tuple[Organisation, Adjustment]:
    """Change the settings that ``changes`` names (of WRITABLE) and say what became of the accent colour.

    An accent that cannot be read on our paper is moved to the nearest that can. Raises ValidationError for a bad value.
    """
    organisation = the_organisation()
    accent = readable(str(changes.get("accent", organisation.accent)).lower())
    wanted = {**{name: changes[name] for name in WRITABLE if name in changes}, "accent": accent.used}
    changed = [name for name in wanted if getattr(organisation, name) != wanted[name]]
    if not changed:
        return organisation, accent
    before = {name: getattr(organisation, name) for name in changed}
    for name in changed:
        setattr(organisation, name, wanted[name])
    organisation.full_clean()
    organisation.save(update_fields=changed)
    audit.record(
        verb="organisation.changed",
        target=organisation,
        actor=actor,
        before=_traced(before),
        data=_traced({name: wanted[name] for name in changed}),
    )
    return organisation, accent


@transaction.atomic
def change_logo(*, actor: User | None, logo: "File[bytes] | None") -> Organisation:
    """Take a new logo, already cleaned by ``accounts.logo.clean_logo``; None removes it. The former file is deleted."""
    organisation = the_organisation()
    former = organisation.logo.name
    if logo is None:
        organisation.logo = ""
    else:
        organisation.logo.save(str(logo.name), logo, save=False)
    organisation.save(update_fields=["logo"])
    if former and former != organisation.logo.name:
        storage = organisation.logo.storage
        transaction.on_commit(lambda: storage.delete(former))
    audit.record(verb="organisation.changed", target=organisation, actor=actor, data={"logo": logo is not None})
    return organisation


def _traced(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the trail may hold: addresses as a digest."""
    return {name: text_digest(value) if name == "seal_readers" else value for name, value in values.items()}
