from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import services
from accounts.access import person_of, require
from accounts.filters import PeopleFilter
from accounts.forms import PersonForm
from accounts.queries.people import directory
from audit.refusals import Refused

PAGE = 50


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, with search, filters and sorting."""
    require(request, "accounts.manage_people")
    found = PeopleFilter(request.GET, queryset=directory())
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    context = {"filter": found, "page": page, "order": request.GET.get("order", "name"), "nav": "people"}
    return render(request, "accounts/people.html", context)


@login_required
def add(request: HttpRequest) -> HttpResponse:
    """A new person."""
    require(request, "accounts.manage_people")
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = services.add_person(actor=person_of(request), fields=form.changes())
        messages.success(request, _("%(name)s can sign in now, by a code sent to their address.") % {"name": person})
        return redirect("accounts:person", pk=person.pk)
    return render(request, "accounts/person_add.html", {"form": form, "nav": "people"})


@login_required
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person, and the form that changes them."""
    require(request, "accounts.manage_people")
    found = get_object_or_404(directory(), pk=pk)
    form = PersonForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_person(person=found, actor=person_of(request), changes=form.changes())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("accounts:person", pk=pk)
    shown = get_object_or_404(directory(), pk=pk) if form.is_bound else found
    return render(request, "accounts/person.html", {"person": shown, "form": form, "nav": "people"})


@login_required
@require_POST
def set_active(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a person's account, or open it again."""
    require(request, "accounts.manage_people")
    found = get_object_or_404(directory(), pk=pk)
    if found.is_active:
        services.deactivate_person(person=found, actor=person_of(request))
        messages.success(request, _("The account is closed. What this person did stays."))
    else:
        services.reactivate_person(person=found, actor=person_of(request))
        messages.success(request, _("The account is open again."))
    return redirect("accounts:person", pk=pk)
