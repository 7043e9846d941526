from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.administrators import is_last_administrator
from accounts.refusals import LastAdministrator, RingOfManagers
from audit import services as audit

# What the trail may hold of a person: numbers and flags. Of the rest it says only that it changed.
TRACED = ("team", "job_role", "line_manager", "is_staff", "is_active")
WRITABLE = (*TRACED, "email", "full_name", "known_as", "site", "started_on")


@transaction.atomic
def add_person(*, actor: User, fields: Mapping[str, Any]) -> User:
    """A new person, who signs in by emailed code until they choose a password. ``fields`` are of WRITABLE."""
    person = User.objects.create_user(**{name: fields[name] for name in WRITABLE if name in fields})
    audit.record(verb="person.invited", target=person, actor=actor, data=_traced(person, TRACED))
    return person


@transaction.atomic
def change_person(*, person: User, actor: User, changes: Mapping[str, Any]) -> User:
    """Change what ``changes`` names and nothing else; a change to what it is already leaves no record.

    Raises RingOfManagers, and LastAdministrator where nobody would be left who administers.
    """
    now = User.objects.get(pk=person.pk)
    changed = [name for name in WRITABLE if name in changes and getattr(now, name) != changes[name]]
    if not changed:
        return now
    if "line_manager" in changed:
        _refuse_ring(now, changes["line_manager"])
    if changes.get("is_staff") is False or changes.get("is_active") is False:
        _refuse_last(now)
    before = _traced(now, changed)
    for name in changed:
        setattr(now, name, changes[name])
    if now.is_external and (now.team is not None or now.is_staff):  # they have joined the organisation
        now.is_external = False
        changed.append("is_external")
    now.email = now.email.strip().lower()
    now.save(update_fields=changed)
    if "email" in changed:  # the former address must not open the account
        EmailAddress.objects.filter(user=now).exclude(email=now.email).delete()
    verb = "person.deactivated" if changed == ["is_active"] and not now.is_active else "person.changed"
    audit.record(
        verb=verb, target=now, actor=actor, before=before, data={"fields": sorted(changed), **_traced(now, changed)}
    )
    return now


def deactivate_person(*, person: User, actor: User) -> User:
    """Close a person's account; what they did stays. They are signed out at their next click."""
    return change_person(person=person, actor=actor, changes={"is_active": False})


def reactivate_person(*, person: User, actor: User) -> User:
    """Open a closed account again. An erased person has nothing to come back to: the database refuses it."""
    return change_person(person=person, actor=actor, changes={"is_active": True})


def _refuse_last(person: User) -> None:
    if is_last_administrator(person):
        raise LastAdministrator(_("Nobody else administers Laurel. Make somebody else an administrator first."))


def _refuse_ring(person: User, manager: User | None) -> None:
    above = dict(User.objects.exclude(line_manager=None).values_list("pk", "line_manager"))
    here = manager.pk if manager else None
    seen: set[int] = set()
    while here is not None and here not in seen:
        if here == person.pk:
            raise RingOfManagers(
                _("This person is above that line manager already, so the lines would close to a ring.")
            )
        seen.add(here)
        here = above.get(here)


def _traced(person: User, names: Any) -> dict[str, Any]:
    values = {name: getattr(person, name) for name in TRACED if name in names}
    return {name: getattr(value, "pk", value) for name, value in values.items()}
