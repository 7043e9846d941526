from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import person_of, require
from communications import services
from communications.forms import WordingForm
from communications.library import UnknownTemplate, Wording
from communications.occasions import occasion_of
from communications.queries.wording import kinds, own_wording, wording_of
from communications.refusals import UnknownPlaceholder
from communications.rendering import MissingPlaceholder, sample_context
from communications.rendering import render as fill


@login_required
def wordings(request: HttpRequest) -> HttpResponse:
    """Every kind of message, and whose words it has."""
    require(request, "communications.change_wording")
    return render(request, "communications/wordings.html", {"kinds": kinds(), "nav": "wordings"})


@login_required
def wording(request: HttpRequest, key: str) -> HttpResponse:
    """One kind of message: its words, and what they look like. ``?programme=slug`` for one programme's own words."""
    require(request, "communications.change_wording")
    programme = request.GET.get("programme", "").strip()
    in_force = _or_404(key, programme)
    form = WordingForm(request.POST or None, initial={"subject": in_force.subject, "body": in_force.body})
    shown = in_force
    if request.method == "POST" and form.is_valid():
        shown = Wording(key, form.cleaned_data["subject"], form.cleaned_data["body"], in_force.placeholders)
        if "preview" not in request.POST and _save(request, form, shown, programme):
            messages.success(request, _("The wording is saved. Messages already written keep theirs."))
            return redirect(_address(key, programme))
    return render(request, "communications/wording.html", _context(key, programme, form, shown))


@login_required
@require_POST
def restore(request: HttpRequest, key: str) -> HttpResponse:
    """Go back to the shipped wording."""
    require(request, "communications.change_wording")
    programme = request.POST.get("programme", "").strip()
    _or_404(key, programme)
    services.restore_wording(key=key, programme=programme, actor=person_of(request))
    messages.success(request, _("The former wording is in force again."))
    return redirect(_address(key, programme))


def _or_404(key: str, programme: str) -> Wording:
    try:
        return wording_of(key, programme)
    except UnknownTemplate as error:
        raise Http404 from error


def _save(request: HttpRequest, form: WordingForm, words: Wording, programme: str) -> bool:
    try:
        services.change_wording(
            key=words.key, programme=programme, subject=words.subject, body=words.body, actor=person_of(request)
        )
    except UnknownPlaceholder as refusal:
        form.add_error("body", str(refusal))
        return False
    return True


def _context(key: str, programme: str, form: WordingForm, shown: Wording) -> dict[str, object]:
    try:
        preview = fill(shown, sample_context(shown))
    except MissingPlaceholder:
        preview = None
    return {
        "key": key,
        "occasion": occasion_of(key),
        "programme": programme,
        "form": form,
        "preview": preview,
        "placeholders": ["{{" + name + "}}" for name in shown.placeholders],
        "own": own_wording(key, programme),
        "nav": "wordings",
    }


def _address(key: str, programme: str) -> str:
    address = reverse("communications:wording", args=[key])
    return f"{address}?programme={programme}" if programme else address
