"""Answers without what a table of who may open what does not look at."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from awards_site import urls


def bare(patch: pytest.MonkeyPatch) -> None:
    """Until the patch is undone, draw no page for a refusal: it costs more than to find out that it is one."""
    for status in (403, 404):
        patch.setattr(urls, f"handler{status}", _answer, raising=False)


def _answer(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=403 if isinstance(exception, PermissionDenied) else 404)
