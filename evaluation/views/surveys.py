from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from evaluation.enums import Audience
from evaluation.forms import QuestionForm
from evaluation.library import ready_surveys
from evaluation.models import Question, Survey
from evaluation.services import preparing
from evaluation.services.answering import is_open
from evaluation.services.closing import close_survey
from evaluation.views.loading import cycle_to_evaluate
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.queries.rail import rail_for


@login_required
def surveys(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What each audience is asked. POST makes the questions the manager's own to change."""
    cycle = cycle_to_evaluate(request, slug, name)
    if request.method == "POST":
        preparing.prepare_surveys(cycle=cycle, actor=request.user)  # type: ignore[arg-type]  # signed in
        messages.success(request, _("The questions are yours to change until people are asked."))
        return redirect("evaluation:surveys", slug, name)
    found = {survey.audience: survey for survey in cycle.surveys.prefetch_related("questions")}
    now = timezone.now()
    rows = [
        {
            "audience": audience,
            "name": Audience(audience).label,
            "ready": ready,
            "survey": found.get(audience),
            "is_open": audience in found and is_open(found[audience], now),
            "questions": list(found[audience].questions.all()) if audience in found else ready.questions,
        }
        for audience, ready in ready_surveys().items()
    ]
    return _page(
        request,
        cycle,
        "evaluation/surveys.html",
        rows=rows,
        prepared=bool(found),
        can_bring_in=cycle.has_reached(Stage.ANNOUNCED),
    )


@login_required
def close(request: HttpRequest, slug: str, name: str, audience: str) -> HttpResponse:
    """End a survey before its time, after having been asked once."""
    cycle = cycle_to_evaluate(request, slug, name)
    survey = get_object_or_404(Survey.objects.select_related("cycle__programme"), cycle=cycle, audience=audience)
    if request.method == "POST":
        close_survey(survey=survey, actor=request.user)  # type: ignore[arg-type]  # signed in
        messages.success(request, _("The survey is closed, and its figures are shown where five or more answered."))
        return redirect("evaluation:evaluate", slug, name)
    title = _("Close the survey: %(audience)s") % {"audience": Audience(audience).label}
    text = _(
        "Whoever has not answered can’t answer any more, and the figures are shown where five or more answered. It can’t "
        "be opened again, as figures before and after one more answer would show what that person said."
    )
    context = {"title": title, "text": text, "button": _("Close it now")}
    return render(request, "confirm.html", {**context, "cancel_url": reverse("evaluation:surveys", args=[slug, name])})


@login_required
def add_question(request: HttpRequest, slug: str, name: str, audience: str) -> HttpResponse:
    """Ask one thing more."""
    cycle = cycle_to_evaluate(request, slug, name)
    survey = get_object_or_404(Survey, cycle=cycle, audience=audience)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        preparing.add_question(survey=survey, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # signed in
        return redirect("evaluation:surveys", slug, name)
    return _page(request, cycle, "evaluation/question.html", form=form, survey=survey, title=_("Ask one thing more"))


@login_required
def change_question(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Word a question anew."""
    cycle = cycle_to_evaluate(request, slug, name)
    question = get_object_or_404(Question.objects.select_related("survey__cycle"), pk=pk, survey__cycle=cycle)
    form = QuestionForm(request.POST or None, instance=question)
    if request.method == "POST" and form.is_valid():
        unchanged = Question.objects.select_related("survey__cycle__programme").get(pk=pk)
        preparing.change_question(question=unchanged, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # signed in
        return redirect("evaluation:surveys", slug, name)
    title = _("Word the question anew")
    return _page(request, cycle, "evaluation/question.html", form=form, survey=question.survey, title=title)


@login_required
@require_POST
def remove_question(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Ask one thing less."""
    cycle = cycle_to_evaluate(request, slug, name)
    question = get_object_or_404(
        Question.objects.select_related("survey__cycle__programme"), pk=pk, survey__cycle=cycle
    )
    preparing.remove_question(question=question, actor=request.user)  # type: ignore[arg-type]  # signed in
    messages.success(request, _("The question is removed."))
    return redirect("evaluation:surveys", slug, name)


def _page(request: HttpRequest, cycle: Cycle, template: str, **context: Any) -> HttpResponse:
    rail = rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="evaluate")
    return render(request, template, {"rail": rail, "cycle": cycle, "here": "manage", **context})
