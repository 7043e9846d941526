from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from programmes.forms.plan import IdentityForm
from programmes.queries.plans import identity_of
from programmes.services.programmes import change_managers, change_programme
from programmes.views.plan_page import open_plan


@login_required
def identity(request: HttpRequest, slug: str) -> HttpResponse:
    """What the programme is called, what it stands for, and who manages it."""
    page = open_plan(request, slug, "identity")
    emails = tuple(page.programme.managers.order_by("email").values_list("email", flat=True))
    form = IdentityForm.of(identity_of(page.programme), emails, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            change_programme(programme=page.programme, identity=form.line(), actor=page.user)
            change_managers(programme=page.programme, managers=form.cleaned_data["managers"], actor=page.user)
        if page.programme.accent != form.cleaned_data["accent"]:
            words = _("The accent was too pale to read on paper; it is kept as the nearest darker shade, %(shade)s.")
            messages.warning(request, words % {"shade": page.programme.accent})
        return page.done(request, _("The programme is saved."), "programmes:overview")
    return render(request, "programmes/identity.html", page.context(form=form))
