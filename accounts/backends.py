"""Who somebody is that signed in: each of their requests asks for it with kept SQL."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from accounts.models import User
from prepared import Place, prepared


class PasswordBackend(ModelBackend):
    """Signing in to the administration's own pages, and the rights of Django's models."""

    def get_user(self, user_id: Any) -> User | None:
        """The person of a session, if they may still sign in."""
        person = _person.first(pk=int(user_id))
        return person if person is not None and self.user_can_authenticate(person) else None


class EmailBackend(AuthenticationBackend, PasswordBackend):
    """Signing in by address, with a password or an emailed code."""


@prepared(pk=int)
def _person(pk: Place) -> QuerySet[User]:
    return User.objects.filter(pk=pk)
