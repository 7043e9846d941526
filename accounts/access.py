"""Load and authorise in one act, so that no view can hold an object that its user may not see."""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User

M = TypeVar("M", bound=Model)


def person_of(request: HttpRequest) -> User:
    """The signed-in person, for the services. Raises PermissionDenied where nobody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def load(request: HttpRequest, visible: QuerySet[M], permission: str, **lookup: Any) -> M:
    """The one object of ``visible`` that ``lookup`` names, if the signed-in person has ``permission`` on it.

    Raises Http404 for what is not in ``visible`` (unseen), PermissionDenied for what is seen but not allowed.
    """
    found = get_object_or_404(visible, **lookup)
    require(request, permission, found)
    return found


def require(request: HttpRequest, permission: str, thing: Model | None = None) -> None:
    """Raise PermissionDenied unless the signed-in person has ``permission`` (on ``thing``)."""
    if not request.user.has_perm(permission, thing):
        raise PermissionDenied
