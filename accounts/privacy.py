"""The directory's part of a person's data."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User

# What the page about privacy says of this room: what is kept, why, and how long.
KEPT = [
    (
        _("Name, work address, team, job role, site, line manager, first day"),
        _("So that people can sign in, be found by colleagues, and never judge their own team."),
        _("While you work here; then until an administrator erases it."),
    ),
]


def export(person: User) -> dict[str, Any]:
    """What the directory holds of this person, as plain values."""
    return {
        "email": person.email,
        "full_name": person.full_name,
        "known_as": person.known_as,
        "team": person.team.name if person.team else "",
        "job_role": person.job_role.name if person.job_role else "",
        "site": person.site,
        "line_manager": person.line_manager.email if person.line_manager else "",
        "started_on": person.started_on.isoformat() if person.started_on else "",
        "administrator": person.is_staff,
        "joined": person.date_joined.isoformat(),
        "last_signed_in": person.last_login.isoformat() if person.last_login else "",
        "teams_led": list(person.teams_led.values_list("name", flat=True)),
        "single_sign_on": list(SocialAccount.objects.filter(user=person).values_list("provider", "uid")),
        "second_factors": list(Authenticator.objects.filter(user=person).values_list("type", flat=True)),
    }


def erase(person: User) -> None:
    """Empty the person's row; it stays, as a pseudonym, so that what was decided keeps its author."""
    for kept in (EmailAddress, SocialAccount, Authenticator):
        kept.objects.filter(user=person).delete()
    _end_sessions(person)
    Team.objects.filter(leader=person).update(leader=None)
    User.objects.filter(line_manager=person).update(line_manager=None)
    people = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=people, object_id=str(person.pk)).update(object_repr=f"Person {person.pk}")
    User.objects.filter(pk=person.pk).update(
        email=f"erased-{person.pk}@invalid",
        full_name=f"Person {person.pk}",
        known_as="",
        site="",
        team=None,
        job_role=None,
        line_manager=None,
        started_on=None,
        last_login=None,
        is_active=False,
        is_staff=False,
        is_superuser=False,
        password="!",  # noqa: S106 — Django's mark for "no password works"
    )
    person.groups.clear()
    person.user_permissions.clear()


def _end_sessions(person: User) -> None:
    """A session holds the address that was used to sign in."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()
