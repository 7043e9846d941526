from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import require
from accounts.models import User
from programmes.enums import PathScreen
from programmes.forms.new import BLANK, NewProgrammeForm
from programmes.queries.library import library
from programmes.services.templates import start_blank, start_from_template


@login_required
def new_programme(request: HttpRequest) -> HttpResponse:
    """Begin a plan: from a template, which leads on along the guided path, or from nothing."""
    require(request, "programmes.add")
    templates = library()
    form = NewProgrammeForm(
        request.POST or None, templates=[(key, plan.identity.title) for key, plan in templates.items()]
    )
    if request.method == "POST" and form.is_valid() and isinstance(request.user, User):
        data = form.cleaned_data
        if data["template"] == BLANK:
            programme = start_blank(title=data["title"], slug=data["slug"], actor=request.user)
        else:
            plan = templates[data["template"]]
            programme = start_from_template(template=plan, title=data["title"], slug=data["slug"], actor=request.user)
            return redirect("programmes:path", slug=programme.slug, screen=PathScreen.ABOUT.value)
        return redirect("programmes:overview", slug=programme.slug)
    chosen = form["template"].value()
    return render(request, "programmes/programme_new.html", {"form": form, "templates": templates, "chosen": chosen})
