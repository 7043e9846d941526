"""A team member's own nominations and drafts."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from nominations.enums import NominationState
from nominations.queries.nominations import made_by
from nominations.queries.standing import standing_of
from nominations.requests import SignedInRequest

ON_A_PAGE = 25


@login_required
def my_nominations(request: SignedInRequest) -> HttpResponse:
    """Drafts first, then what was sent, newest first, each with where it stands."""
    own = made_by(request.user)
    page = Paginator(own.exclude(state=NominationState.DRAFT), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "drafts": own.filter(state=NominationState.DRAFT),
        "page": page,
        "sent": [(nomination, standing_of(nomination)) for nomination in page],
    }
    return render(request, "nominations/mine.html", context)
