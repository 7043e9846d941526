from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.queries.organisation import the_organisation

UNTIMED = ("/static/", "/healthz", "/readyz")


class OrganisationTimeMiddleware:
    """Show and read all times in the organisation's zone, and keep the organisation at hand for the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(UNTIMED):
            return self.get_response(request)
        organisation = the_organisation()
        request.organisation = organisation  # type: ignore[attr-defined]  # our own attribute on Django's request
        with timezone.override(organisation.zone):
            return self.get_response(request)
