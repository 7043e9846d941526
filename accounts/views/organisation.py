from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from accounts import services
from accounts.access import person_of, require
from accounts.contrast import Adjustment, readable
from accounts.forms import LogoForm, OrganisationForm
from accounts.queries.organisation import the_organisation
from accounts.queries.privacy import kept_about_people


@login_required
def organisation(request: HttpRequest) -> HttpResponse:
    """The organisation's settings."""
    require(request, "accounts.change_organisation_settings")
    form = OrganisationForm(request.POST or None, instance=the_organisation())
    if request.method == "POST" and form.is_valid():
        _stored, accent = services.change_organisation(actor=person_of(request), changes=form.cleaned_data)
        _say_what_became_of(request, accent)
        return redirect("accounts:organisation")
    return _page(request, form, LogoForm())


@login_required
@require_POST
def change_logo(request: HttpRequest) -> HttpResponse:
    """A new logo, or none."""
    require(request, "accounts.change_organisation_settings")
    if "remove" in request.POST:
        services.change_logo(actor=person_of(request), logo=None)
        return redirect("accounts:organisation")
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        services.change_logo(actor=person_of(request), logo=form.cleaned_data["logo"])
        return redirect("accounts:organisation")
    return _page(request, OrganisationForm(instance=the_organisation()), form)


@cache_control(public=True, max_age=300)
def logo(request: HttpRequest) -> HttpResponseBase:
    """The organisation's logo, which everybody may see."""
    picture = the_organisation().logo
    if not picture:
        raise Http404
    try:
        return FileResponse(picture.open("rb"), content_type="image/png")
    except FileNotFoundError as error:
        raise Http404 from error


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, and for how long."""
    return render(request, "accounts/privacy.html", {"kept": kept_about_people(), "settings": the_organisation()})


def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everybody can use these pages, what is known to fall short, and whom to tell."""
    return render(request, "accounts/accessibility.html")


def _page(request: HttpRequest, form: OrganisationForm, logo_form: LogoForm) -> HttpResponse:
    stored = the_organisation()
    context = {
        "form": form,
        "logo_form": logo_form,
        "stored": stored,
        "ratio": f"{readable(stored.accent).ratio:.1f}",
        "nav": "organisation",
    }
    return render(request, "accounts/organisation.html", context)


def _say_what_became_of(request: HttpRequest, accent: Adjustment) -> None:
    messages.success(request, _("The settings are saved."))
    if accent.changed:
        words = _("%(asked)s could not be read on our paper, so it became %(used)s (contrast %(ratio)s to 1).")
        messages.warning(request, words % {"asked": accent.asked, "used": accent.used, "ratio": f"{accent.ratio:.1f}"})
