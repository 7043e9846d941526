from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User
from programmes.queries.programmes import managed_by
from programmes.queries.standing import with_standing


@login_required
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes that this person manages, each with where it stands."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    context = {
        "standings": with_standing(managed_by(request.user)),
        "may_add": request.user.has_perm("programmes.add"),
        "here": "manage",
    }
    return render(request, "programmes/programme_list.html", context)
