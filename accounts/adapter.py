"""How django-allauth behaves here: nobody signs up, and an identity provider lets in only people whom we know."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """People are brought in by an administrator or a file."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class KnownPeopleOnlyAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens the account with the same proven address, and makes no new one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False
