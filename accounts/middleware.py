from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from accounts.queries.organisation import the_organisation

UNTIMED = ("/static/", "/healthz", "/readyz")


class OrganisationTimeMiddleware:
    """Show and read all times in the organisation's zone, speak its language to whose browser names none of ours, and keep
    the organisation at hand for the request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(UNTIMED):
            return self.get_response(request)
        organisation = the_organisation()
        request.organisation = organisation  # type: ignore[attr-defined]  # our own attribute on Django's request
        if not asks_for_ours(request):
            translation.activate(organisation.language)
            request.LANGUAGE_CODE = organisation.language
        with timezone.override(organisation.zone):
            return self.get_response(request)


def asks_for_ours(request: HttpRequest) -> bool:
    """Whether the browser names a language that these pages are in; LocaleMiddleware has then chosen it."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code == "*":
            return False
        try:
            get_supported_language_variant(code)
        except LookupError:
            continue
        return True
    return False
