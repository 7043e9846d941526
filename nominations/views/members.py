"""Names of colleagues while a team's members are typed in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from accounts.queries.people import search_people
from nominations.requests import SignedInRequest

MOST = 8


@login_required
def member_names(request: SignedInRequest) -> HttpResponse:
    """The first few people whom the words find, as choices of a list; whatever field they were typed in."""
    words = str(next(iter(request.GET.values()), "")).strip()
    return render(request, "nominations/partials/member_names.html", {"names": search_people(words)[:MOST]})
