from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from programmes.forms.plan import IdentityForm
from programmes.queries.plans import identity_of
from programmes.services.programmes import save_identity, stored_identity
from programmes.services.row_editing import Opened
from programmes.views.plan_page import PlanPage, open_plan
from programmes.views.row_page import RowPage


@login_required
def identity(request: HttpRequest, slug: str) -> HttpResponse:
    """What the programme is called, what it stands for, and who manages it."""
    page = open_plan(request, slug, "identity")
    emails = tuple(page.programme.managers.order_by("email").values_list("email", flat=True))
    form = IdentityForm.of(identity_of(page.programme), emails, request.POST or None)
    row = RowPage(request, form, stored_identity(page.programme))
    if row.saved(partial(_save, page, form)):
        if page.programme.accent != form.cleaned_data["accent"]:
            words = _("The accent was too pale to read on paper; it is kept as the nearest darker shade, %(shade)s.")
            messages.warning(request, words % {"shade": page.programme.accent})
        return page.done(request, _("The programme is saved."), "programmes:overview")
    return render(request, "programmes/identity.html", page.context(**row.context()), status=row.status)


def _save(page: PlanPage, form: IdentityForm, opened: Opened | None) -> None:
    managers = form.cleaned_data["managers"]
    save_identity(programme=page.programme, identity=form.line(), managers=managers, actor=page.user, opened=opened)
