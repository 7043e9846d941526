"""Requests as views of this room get them, for the type checker."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import Organisation, User


class SignedInRequest(HttpRequest):
    """A request behind ``login_required``."""

    user: User
    organisation: Organisation
    htmx: HtmxDetails
    nominations_categories: dict[int, str]
