from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from audit.refusals import NotAllowed, Refused
from awards_site.queries.waiting import forget_waiting

GetResponse = Callable[[HttpRequest], HttpResponse]


class LoopbackOnlyMiddleware:
    """The demo answers to this machine alone, however its server was bound."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = request.META.get("REMOTE_ADDR", "")
        if not address or not ip_address(address).is_loopback:
            return HttpResponseForbidden("The demo answers to its own machine only.", content_type="text/plain")
        return self.get_response(request)


class NulMiddleware:
    """No address of ours holds a NUL character, and PostgreSQL takes none: such a request is refused before it is asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = [request.path_info, *(text for _name, texts in request.GET.lists() for text in texts)]
        if any("\x00" in text for text in asked):
            return HttpResponseBadRequest("This address holds a NUL character.", content_type="text/plain")
        return self.get_response(request)


class WaitingMiddleware:
    """After a person's own successful act the top bar counts anew what waits for them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code < 400 and request.user.pk:
            forget_waiting(request.user.pk)
        return response


class ClientAddressMiddleware:
    """Behind proxies REMOTE_ADDR is the nearest proxy's; put the visitor's there, or all would share one limit.

    Each of settings.TRUSTED_PROXIES proxies appends whom it answered to X-Forwarded-For; what stands further left the
    visitor may have made up.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        passed_on = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if settings.TRUSTED_PROXIES and len(passed_on) >= settings.TRUSTED_PROXIES:
            request.META["REMOTE_ADDR"] = passed_on[-settings.TRUSTED_PROXIES]
        return self.get_response(request)


class OutsideJudgesMiddleware:
    """Somebody from outside the organisation sees the panel that they judge on and their own sign-in, and nothing else:
    not the directory, not a form to nominate, not the pages of other programmes.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_called: object) -> HttpResponse | None:
        """Send them from the home page to their panel; refuse any other page. Who carries no session is nobody's visitor."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None  # asking who it is would make every answer one for this cookie alone
        if not getattr(request.user, "is_external", False) or _is_open_to_outside_judges(request):
            return None
        if request.resolver_match is not None and request.resolver_match.view_name == "home":
            return redirect("judging:panel")
        refusal = NotAllowed(_("This page is for people of the organisation. Your panel is open to you."))
        return render(request, "refused.html", {"refusal": refusal}, status=403)


def _is_open_to_outside_judges(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    signing_in = match.view_name.startswith(("account_", "mfa_"))
    judging = match.namespace == "judging" and match.route.startswith("judge/")
    return signing_in or judging or match.view_name in settings.OUTSIDE_JUDGES_MAY_OPEN


class RefusalMiddleware:
    """Say why an act was refused where the view has no better place for it: a page with the reason, 403 or 409."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal into an answer; any other error goes on."""
        if not isinstance(exception, Refused):
            return None
        elsewhere: str = getattr(exception, "go_to", "")
        if elsewhere:
            messages.info(request, str(exception))
            return redirect(elsewhere)
        if request.method == "POST" and not isinstance(exception, NotAllowed) and not request.htmx:  # type: ignore[attr-defined]  # django-htmx adds it
            messages.error(request, _in_words(exception))
            return redirect(_page_of(request))
        status = 403 if isinstance(exception, NotAllowed) else 409
        return render(request, "refused.html", {"refusal": exception}, status=status)


def _in_words(refusal: Refused) -> str:
    return " ".join([str(refusal), *getattr(refusal, "missing", [])])


def _page_of(request: HttpRequest) -> str:
    """The page on which the button was: the referring page where it is ours, for many acts have no page of their own."""
    referring = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(referring, {request.get_host()}, require_https=request.is_secure())
    return referring if ours else "/"
