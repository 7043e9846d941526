from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.queries.organisation import the_organisation


def organisation(request: HttpRequest) -> dict[str, Any]:
    """The organisation for every page; read once a request (the middleware's copy where there is one)."""
    return {"organisation": getattr(request, "organisation", None) or SimpleLazyObject(the_organisation)}
