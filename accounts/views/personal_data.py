from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import services
from accounts.access import person_of, require
from accounts.forms import ErasureForm
from accounts.queries.people import directory
from audit.refusals import Refused


@login_required
@require_POST
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is held of a person, as a ZIP; the trail says that it was handed out."""
    require(request, "accounts.manage_people")
    person = get_object_or_404(directory(), pk=pk)
    content = services.export_person(person=person, actor=person_of(request))
    name = f'attachment; filename="person-{person.pk}.zip"'
    return HttpResponse(content, content_type="application/zip", headers={"Content-Disposition": name})


@login_required
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, say what will be lost, and erase."""
    require(request, "accounts.manage_people")
    person = get_object_or_404(directory(), pk=pk)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.erase_person(person=person, actor=person_of(request), reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, _("The data is erased. What was decided keeps its author, by number."))
            return redirect("accounts:people")
    context = {
        "title": _("Erase the data of %(name)s?") % {"name": person},
        "text": _(
            "Name, address, nominations written, messages and sign-in go, in every part of Laurel, and cannot be brought "
            "back. Scores and decisions stay, under a number. Export the data first if the person may want it."
        ),
        "form": form,
        "button": _("Erase the data for good"),
        "cancel_url": reverse("accounts:person", args=[pk]),
        "danger": True,
        "base_template": "base_administer.html",
        "nav": "people",
    }
    return render(request, "confirm.html", context)
