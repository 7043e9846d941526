from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from awards_site.queries.navigation import navigation_for


def navigation(request: HttpRequest) -> dict[str, Any]:
    """What the top bar offers this person; worked out only on pages that draw it."""
    return {"navigation": SimpleLazyObject(lambda: navigation_for(request.user))}
