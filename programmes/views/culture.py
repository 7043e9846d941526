from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.queries.organisation import the_organisation
from programmes.forms.options import CultureForm
from programmes.queries.culture import culture_answers
from programmes.services.culture import answer_culture
from programmes.views.plan_page import open_plan


@login_required
def culture(request: HttpRequest, slug: str) -> HttpResponse:
    """Ten statements about the people here; the options say by them where they fit and where they clash."""
    page = open_plan(request, slug, "options")
    form = CultureForm(request.POST or None, answers=culture_answers(the_organisation()))
    if request.method == "POST" and form.is_valid():
        answer_culture(answers=form.answers(), actor=page.user)
        return page.done(request, _("The culture check is saved; the options say how they fit."), "programmes:options")
    return render(request, "programmes/options_culture.html", page.context(form=form))
