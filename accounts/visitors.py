"""Pages that are the same for every visitor: drawn once after each act, and only fetched again where they have changed."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from audit.queries.version import version
from audit.remembering import RELEASE

View = Callable[..., HttpResponse]


def same_for_visitors(view: View) -> View:
    """Remember a page for those who are not signed in, until something is done anywhere or a few seconds have passed.

    Every act has its record, and the newest record is part of the key; what the clock alone changes on a page is late by
    settings.UNTIL_NEXT_ACT_SECONDS at most. Left alone are pages with a query, and visitors who carry a session or messages.
    """

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _is_plain_visit(request):
            return view(request, *args, **kwargs)
        key = _key(request)
        content: bytes | None = cache.get(key)
        if content is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.streaming or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
                return response
            content = response.content
            cache.set(key, content, settings.UNTIL_NEXT_ACT_SECONDS)
        return _answer(request, key, content)

    return shown


def _is_plain_visit(request: HttpRequest) -> bool:
    return (
        bool(settings.UNTIL_NEXT_ACT_SECONDS)
        and request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and not {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()
        and isinstance(request.user, AnonymousUser)
    )


def _key(request: HttpRequest) -> str:
    organisation = request.organisation  # type: ignore[attr-defined]  # OrganisationTimeMiddleware sets it
    shown = (organisation.name, organisation.logo.name, organisation.accent, organisation.time_zone)
    depends_on = (RELEASE, request.get_host(), request.path, get_language(), shown, version())
    return f"visitors:{hashlib.sha256(repr(depends_on).encode()).hexdigest()}"


def _answer(request: HttpRequest, key: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content)
    response["ETag"] = f'"{key}"'
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
