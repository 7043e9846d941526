from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from programmes.check_points import QUESTION_BY_KEY, TOPICS
from programmes.forms.check_points import CheckPointForm
from programmes.queries.check_points import check_points_of
from programmes.services.check_points import answer_check_point
from programmes.views.plan_page import open_plan


@login_required
def check_points(request: HttpRequest, slug: str) -> HttpResponse:
    """Every question of law and fairness with its answer, on one page."""
    page = open_plan(request, slug, "check_points")
    found = check_points_of(page.programme)
    topics = [
        (name, [checked for checked in found if checked.question.topic == topic]) for topic, name in TOPICS.items()
    ]
    context = page.context(topics=topics, count=len(found), open=[checked for checked in found if checked.open])
    return render(request, "programmes/check_points.html", context)


@login_required
def answer(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Answer one question; the page that asks it comes back, or under htmx the question alone."""
    page = open_plan(request, slug, "check_points")
    checked = next((each for each in check_points_of(page.programme) if each.question.key == key), None)
    if checked is None:
        raise Http404
    initial = {"answer": checked.answer.answer, "note": checked.answer.note} if checked.answer else {}
    form = CheckPointForm(request.POST or None, initial=initial)
    came_from_list = "list" in (request.POST or request.GET)
    if request.method == "POST" and form.is_valid():
        answer_check_point(programme=page.programme, key=key, actor=page.user, **form.cleaned_data)
        messages.success(request, _("Your answer is kept."))
        back = reverse("programmes:check_points", args=[slug]) + f"#{checked.anchor}" if came_from_list else checked.url
        return redirect(back)
    context = page.context(form=form, checked=checked, question=QUESTION_BY_KEY[key], came_from_list=came_from_list)
    return render(request, "programmes/check_point.html", context)
