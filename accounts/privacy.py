"""The directory's part of a person's data."""

from typing import Any

from accounts.models import User


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
    }


def erase(person: User) -> None:
    """Empty the person's row; it stays, as a pseudonym, so that what was decided keeps its author."""
    User.objects.filter(pk=person.pk).update(
        email=f"erased-{person.pk}@invalid",
        full_name=f"Person {person.pk}",
        known_as="",
        site="",
        team=None,
        job_role=None,
        line_manager=None,
        started_on=None,
        is_active=False,
        is_staff=False,
        is_superuser=False,
        password="!",  # noqa: S106 — Django's mark for "no password works"
    )
