"""The people of the permission tables, and how each of them fares at a page."""

from accounts.tests.factories import AdministratorFactory, UserFactory
from programmes.tests.factories import ProgrammeFactory

CAST = ("stranger", "team member", "manager of another programme", "manager", "administrator")


def person_as(role, programme):
    """Somebody in this role towards the programme; None is not signed in."""
    if role == "stranger":
        return None
    if role == "administrator":
        return AdministratorFactory()
    person = UserFactory()
    if role == "manager":
        programme.managers.add(person)
    if role == "manager of another programme":
        ProgrammeFactory(managers=[person])
    return person


def visit(client, person, url, **kwargs):
    """The page as this person meets it."""
    if person is not None:
        client.force_login(person)
    return client.get(url, **kwargs)
