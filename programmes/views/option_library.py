from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from accounts.queries.organisation import the_organisation
from programmes.forms.options import LibraryForm
from programmes.queries.culture import culture_answers
from programmes.queries.options import listed_schemes, matrix_lines, people_to_cost_for
from programmes.services.options import add_schemes
from programmes.views.plan_page import open_plan


@login_required
def library(request: HttpRequest, slug: str) -> HttpResponse:
    """Kinds of scheme that others run, to add as options: one by its button, or several that are ticked."""
    page = open_plan(request, slug, "options")
    organisation = the_organisation()
    options, _objectives = matrix_lines(page.programme)
    rows = listed_schemes(options, culture_answers(organisation))
    form = LibraryForm(request.POST or None, schemes=[(row.scheme.key, row.scheme.title) for row in rows])
    if request.method == "POST" and form.is_valid():
        people = people_to_cost_for(organisation)
        added = add_schemes(programme=page.programme, keys=form.cleaned_data["schemes"], people=people, actor=page.user)
        words = ngettext("%(count)s scheme is added.", "%(count)s schemes are added.", added) % {"count": added}
        return page.done(request, words, "programmes:options")
    context = page.context(form=form, rows=rows, left=sum(not row.added for row in rows))
    return render(request, "programmes/options_library.html", context)
