from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import services
from accounts.access import person_of, require
from accounts.forms import PeopleFileForm
from accounts.people_file import Line, read_people_upload
from accounts.queries.people_import import ImportPlan, plan_import
from intake.problems import BadFile

SALT = "accounts.people_import"
KEPT_FOR = 3600


@login_required
def import_page(request: HttpRequest) -> HttpResponse:
    """Hand in a file and see what it would do; then do it. Between the two the file travels signed in the page itself."""
    require(request, "accounts.manage_people")
    if request.method == "POST" and "signed" in request.POST:
        return _do(request)
    form = PeopleFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        plan = _plan(form, form.cleaned_data["file"])
        if plan is not None:
            signed = signing.dumps(form.content().decode("latin-1"), salt=SALT, compress=True)
            return render(
                request, "accounts/people_import_preview.html", {"plan": plan, "signed": signed, "nav": "people"}
            )
    return render(request, "accounts/people_import.html", {"form": form, "nav": "people"})


def _plan(form: PeopleFileForm, lines: list[Line]) -> ImportPlan | None:
    try:
        return plan_import(lines)
    except BadFile as refusal:
        for problem in refusal.problems:
            form.add_error("file", str(problem))
        return None


def _do(request: HttpRequest) -> HttpResponse:
    try:
        content = signing.loads(request.POST["signed"], salt=SALT, max_age=KEPT_FOR)
        plan = services.import_people(lines=read_people_upload(content.encode("latin-1")), actor=person_of(request))
    except signing.BadSignature:
        messages.error(request, _("The preview is more than an hour old. Please choose the file again."))
        return redirect("accounts:people_import")
    except BadFile as refusal:
        for problem in refusal.problems[:20]:
            messages.error(request, str(problem))
        return redirect("accounts:people_import")
    done = plan.added + plan.changed
    messages.success(
        request,
        ngettext("%(count)s person has been added or changed.", "%(count)s people have been added or changed.", done)
        % {"count": done},
    )
    return redirect("accounts:people")
