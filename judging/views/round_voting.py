"""A round as its judges see it: to answer, to put in order, or to choose of two. Works without JavaScript."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import load, person_of
from judging.forms import StandAsideForm
from judging.models import Round, Seat
from judging.queries.rounds.entries import own_entries
from judging.queries.rounds.plan import rounds_to_vote_in
from judging.queries.seats import seat_of
from judging.services.conflicts import declare_conflict
from judging.views.cycles import terms_first
from judging.views.round_answers import answers
from judging.views.round_orders import orders
from judging.views.round_pairs import pairs

PAGES: dict[str, Callable[[HttpRequest, Round, Seat], HttpResponse]] = {
    "qualify": answers,
    "rank": orders,
    "pair": pairs,
}


@login_required
def round_votes(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a round for one of its judges."""
    one, seat = _own(request, pk)
    return PAGES[one.mode](request, one, seat)


@login_required
def round_aside(request: HttpRequest, pk: int, reference: str) -> HttpResponse:
    """Declare a conflict with an entry of a round: one click to come here, one to confirm."""
    one, seat = _own(request, pk)
    entry = get_object_or_404(own_entries(one, seat), reference=reference)
    form = StandAsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        declare_conflict(seat=seat, entry=entry, reason=form.reason, actor=person_of(request))
        words = _("You stand aside from %(entry)s. The chair reads why; nobody holds it against you.")
        messages.success(request, words % {"entry": reference})
        return redirect("judging:round_votes", pk=pk)
    return render(request, "judging/round_aside.html", {"one": one, "entry": entry, "form": form, "here": "judge"})


def _own(request: HttpRequest, pk: int) -> tuple[Round, Seat]:
    """The round, and this person's seat in it. Raises Http404 where they do not vote in it."""
    person = person_of(request)
    terms_first(Seat.objects.filter(judge=person, panel__cycle__rounds=pk))
    one = load(request, rounds_to_vote_in(person).prefetch_related("seats"), "judging.vote", pk=pk)
    seat = seat_of(one.cycle, person)
    assert seat is not None  # noqa: S101 — held by the right to vote
    return one, seat
