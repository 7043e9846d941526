"""A nominator's own data, on pages that the signed link opens: a copy, a correction, removal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from audit.refusals import NotReady
from nominations.forms.own_data import ContactForm, RemoveForm
from nominations.models import AddressChange, Nomination
from nominations.references import normalised
from nominations.services.own_data import (
    confirm_new_address,
    correct_contact,
    give_own_data,
    holds_own_data,
    remove_nominator,
)
from nominations.services.withdrawing import can_be_withdrawn
from nominations.tokens import ADDRESS, STATUS, opens, token_for
from nominations.views.follow import opened


@never_cache
def own_data(request: HttpRequest, reference: str) -> HttpResponse:
    """What is held, as a ZIP."""
    nomination = opened(request, reference, STATUS)
    return HttpResponse(
        give_own_data(nomination=nomination),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{nomination.reference}.zip"'},
    )


@never_cache
def contact(request: HttpRequest, reference: str) -> HttpResponse:
    """Put one's name or address right."""
    nomination = _of_a_customer(request, reference)
    initial = {"name": nomination.nominator_name, "email": nomination.nominator_email}
    form = ContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            waits = correct_contact(nomination=nomination, **form.cleaned_data)
        except NotReady as refusal:
            form.add_error("email", str(refusal))
        else:
            words = _("We have sent a link to the new address. It counts once you have opened it.")
            messages.success(request, words if waits else _("It is put right."))
            return redirect(_back(nomination))
    context = {**_page(nomination), "form": form}
    return render(request, "nominations/contact.html", context, status=422 if form.errors else 200)


@never_cache
def new_address(request: HttpRequest, reference: str) -> HttpResponse:
    """A page with a button, that the link to the new address opens."""
    change = (
        AddressChange.objects.select_related("nomination__cycle__programme", "nomination__nominee__person")
        .filter(nomination__reference=normalised(reference))
        .first()
    )
    token = request.GET.get("token", "")
    if change is None or not opens(f"{change.nomination.reference}:{change.email}", ADDRESS, token):
        raise Http404
    if request.method == "POST":
        nomination = confirm_new_address(change=change)
        messages.success(request, _("Thank you. From now on we write to this address."))
        return redirect(_back(nomination))
    return render(request, "nominations/new_address.html", {**_page(change.nomination), "email": change.email})


@never_cache
def remove_me(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask once what becomes of the story, then remove the nominator's data."""
    nomination = _of_a_customer(request, reference)
    may_go = can_be_withdrawn(nomination)
    form = RemoveForm(request.POST or None, may_go=may_go)
    if request.method == "POST" and form.is_valid():
        remove_nominator(nomination=nomination, with_story=form.cleaned_data["story"] == "go")
        messages.success(request, _("Your name and address are removed. Thank you for having written."))
        return redirect(_back(nomination))
    context = {**_page(nomination), "form": form, "may_go": may_go}
    return render(request, "nominations/remove_me.html", context, status=422 if form.errors else 200)


def _of_a_customer(request: HttpRequest, reference: str) -> Nomination:
    nomination = opened(request, reference, STATUS)
    if not holds_own_data(nomination):
        raise Http404
    return nomination


def _page(nomination: Nomination) -> dict[str, object]:
    return {"nomination": nomination, "programme": nomination.cycle.programme, "back": _back(nomination)}


def _back(nomination: Nomination) -> str:
    token = token_for(nomination.reference, STATUS)
    return f"{reverse('nominations:status', args=[nomination.reference])}?token={token}"
