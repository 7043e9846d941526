"""The pages on which somebody answers the invitation to a panel."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import person_of
from judging.invitations import seat_in
from judging.models import Seat
from judging.queries.terms import is_asked, terms_for
from judging.seat_forms import DeclineForm, SignForm
from judging.services.answering import decline_seat, sign_terms
from judging.stages import SEATING_STAGES


@login_required
def terms(request: HttpRequest, seat: int) -> HttpResponse:
    """What a judge promises, before any story is shown; POST signs it."""
    found = _own_seat(request, seat)
    cycle = found.panel.cycle
    if not is_asked(found) or cycle.stage not in SEATING_STAGES:
        return redirect("judging:panel")
    words = terms_for(cycle)
    form = SignForm(request.POST or None, initial={"digest": words.digest})
    if request.method == "POST" and form.is_valid():
        sign_terms(
            seat=found,
            digest=form.cleaned_data["digest"],
            close_to=form.cleaned_data["close_to"],
            cap=form.cleaned_data["cap"],
            actor=person_of(request),
        )
        messages.success(request, _("Thank you. You sit on the panel now."))
        return redirect(f"{reverse('judging:panel')}?cycle={cycle.label}")
    context = {"seat": found, "cycle": cycle, "terms": words, "form": form, "here": "judge"}
    return render(request, "judging/terms.html", context)


@login_required
def decline(request: HttpRequest, seat: int) -> HttpResponse:
    """Say no, or give a seat back, with a reason."""
    found = _own_seat(request, seat)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decline_seat(
            seat=found, reason=form.cleaned_data["reason"], words=form.cleaned_data["words"], actor=person_of(request)
        )
        messages.success(request, _("Thank you for saying so. Whoever runs the programme has been told."))
        return redirect("judging:panel")
    context = {"seat": found, "cycle": found.panel.cycle, "form": form, "here": "judge", "asked": is_asked(found)}
    return render(request, "judging/decline.html", context)


@never_cache
@require_GET
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of an invitation leads somebody from outside: who asks, for what, and a button that sends the code."""
    seats = Seat.objects.select_related("judge", "panel__cycle__programme").filter(
        left_at=None, judge__is_external=True, judge__is_active=True
    )
    pk = seat_in(token)
    if pk is None:
        raise Http404
    seat = get_object_or_404(seats, pk=pk)
    onward = reverse("judging:terms", args=[seat.pk])
    if request.user.is_authenticated:
        return redirect(onward)
    return render(
        request, "judging/invited.html", {"seat": seat, "cycle": seat.panel.cycle, "onward": onward, "here": "judge"}
    )


def _own_seat(request: HttpRequest, pk: int) -> Seat:
    """A seat of the person who asks, still theirs; 404 otherwise."""
    seats = Seat.objects.filter(judge=person_of(request), left_at=None)
    return get_object_or_404(seats.select_related("judge", "panel__cycle__programme", "panel__cycle__rulebook"), pk=pk)
