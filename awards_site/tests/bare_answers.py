"""Answers without what a table of who may open what does not look at."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from awards_site import urls
from awards_site.queries import navigation


def bare(patch: pytest.MonkeyPatch) -> None:
    """Until the patch is undone, draw no page for a refusal, and let the top bar take what waits for somebody as known.

    Both have tests of their own, and together they are half of what such a table costs.
    """
    for status in (403, 404):
        patch.setattr(urls, f"handler{status}", _answer, raising=False)
    patch.setattr(navigation, "remembered_count", lambda user: 0)


def _answer(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=403 if isinstance(exception, PermissionDenied) else 404)
