from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from programmes.forms.options import OptionForm
from programmes.plans.lines import OptionLine
from programmes.queries.options import matrix_lines
from programmes.services.options import remove_option, save_option
from programmes.views.plan_page import PlanPage, open_plan


@login_required
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down an option of one's own, from inside or outside, with its source."""
    page = open_plan(request, slug, "options")
    taken = set(page.programme.options.values_list("code", flat=True))
    form = OptionForm(request.POST or None, taken=taken)
    return _save(request, page, form, None)


@login_required
def change(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Change one option."""
    page = open_plan(request, slug, "options")
    row = page.programme.options.filter(code=code).first()
    if row is None:
        raise Http404
    line = _line(page, code)
    form = OptionForm(request.POST or None, instance=row, line=line)
    return _save(request, page, form, line)


@login_required
def remove(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Ask once, then take an option off the list."""
    page = open_plan(request, slug, "options")
    line = _line(page, code)
    if request.method == "POST":
        remove_option(programme=page.programme, code=code, actor=page.user)
        return page.done(request, _("“%(option)s” is removed.") % {"option": line.title}, "programmes:options")
    context = page.context(
        base_template="base_manage.html",
        title=_("Remove “%(option)s”?") % {"option": line.title},
        text=_("What you wrote about it and its scores are lost; the trail keeps that it was there."),
        button=_("Remove the option"),
        cancel_url=reverse("programmes:option", args=[slug, code]),
    )
    return render(request, "confirm.html", context)


def _line(page: PlanPage, code: str) -> OptionLine:
    options, _objectives = matrix_lines(page.programme)
    line = next((option for option in options if option.code == code), None)
    if line is None:
        raise Http404
    return line


def _save(request: HttpRequest, page: PlanPage, form: OptionForm, line: OptionLine | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        save_option(programme=page.programme, option=form.line(), actor=page.user)
        return page.done(request, _("The option is saved."), "programmes:options")
    return render(request, "programmes/option.html", page.context(form=form, option=line))
