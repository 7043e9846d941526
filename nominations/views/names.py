"""Names that wait for somebody to say who is meant, one under the other, each with the likeliest."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from intake.numbers import whole_number
from nominations.queries.members import waiting_members
from nominations.queries.names_to_match import unmatched_names, with_suggestions
from nominations.queries.suggestions import clear_first
from nominations.queries.window import BEFORE_JUDGING
from nominations.requests import SignedInRequest
from nominations.services.matching import match_clear_ones
from nominations.views.manager_page import say_matched
from programmes.access import managed_cycle
from programmes.models import Cycle
from programmes.queries.rail import rail_for

ON_A_PAGE = 20


@login_required
def names(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Match by one button each, or the clear ones together."""
    cycle = managed_cycle(request, slug, name)
    if request.method == "POST":
        return _match_ticked(request, cycle)
    page = Paginator(unmatched_names(cycle, request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {"nomination": nomination, "suggestions": suggestions[:3], "clear": clear_first(suggestions)}
        for nomination, suggestions in with_suggestions(list(page))
    ]
    context = {
        "programme": cycle.programme,
        "cycle": cycle,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="nominations"),
        "page": page,
        "rows": rows,
        "members_waiting": waiting_members(cycle).count(),
        "some_clear": any(row["clear"] for row in rows),
        "can_screen": cycle.stage in BEFORE_JUDGING,
    }
    return render(request, "nominations/names.html", context)


def _match_ticked(request: SignedInRequest, cycle: Cycle) -> HttpResponse:
    ids = [pk for pk in map(whole_number, request.POST.getlist("nomination")) if pk is not None]
    matched = len(match_clear_ones(cycle=cycle, actor=request.user, ids=ids))
    say_matched(request, ticked=len(ids), matched=matched)
    return redirect(request.get_full_path())
