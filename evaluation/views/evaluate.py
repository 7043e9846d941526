from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from charts.line import LineChart
from evaluation.enums import Audience
from evaluation.forms import ReviewForm
from evaluation.queries.figures import CycleFigures, figures_of, review_of
from evaluation.queries.kpi_figures import KpiFigures
from evaluation.queries.pictures import cycle_marks, kpi_chart, weeks_chart
from evaluation.queries.survey_figures import AudienceFigures, QuestionFigures
from evaluation.queries.verdict import verdict_of
from evaluation.services.reviewing import write_review
from evaluation.views.loading import cycle_to_evaluate, figures_kept_back, organisation_of
from programmes.queries.rail import rail_for

# A card shows as many answers; the report has all of them.
ANSWERS_SHOWN = 4


@dataclass(frozen=True)
class View:
    """One point of view on the page: its headline, more answers, one voice, and the manager's words."""

    figures: AudienceFigures
    headline: QuestionFigures | None
    answers: list[QuestionFigures]
    words: str

    @property
    def quote(self) -> str:
        """One voice; which one is chance, as comments come in the order of random keys."""
        return next((words for words in self.figures.comments if len(words) <= 200), "")


@login_required
def evaluate(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What one cycle did, from four points of view and the customers', and what is done better next time."""
    cycle = cycle_to_evaluate(request, slug, name)
    if figures_kept_back(request, cycle):
        rail = rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="evaluate")
        return render(request, "evaluation/evaluate_later.html", {"cycle": cycle, "rail": rail, "here": "manage"})
    figures = figures_of(cycle, organisation_of(request))
    views = [_view(audience, figures) for audience in figures.audiences]
    return render(
        request,
        "evaluation/evaluate.html",
        {
            "cycle": cycle,
            "figures": figures,
            "verdict": verdict_of(figures),
            "views": [view for view in views if view.figures.audience != Audience.CUSTOMERS],
            "customers": views[-1],
            "compared_rows": [
                {"audience": Audience(audience).label, "question": question}
                for one in figures.compared
                for audience, question in one.answers
            ],
            "weeks": weeks_chart(figures.participation.weeks) if figures.participation.total else None,
            "kpis": _charts(figures),
            "change_note": figures.change_note,
            "here": "manage",
        },
    )


@login_required
def review(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Write what the figures mean."""
    cycle = cycle_to_evaluate(request, slug, name)
    form = ReviewForm(request.POST or None, instance=review_of(cycle))
    if request.method == "POST" and form.is_valid():
        write_review(cycle=cycle, words=form.cleaned_data, actor=request.user)  # type: ignore[arg-type]  # signed in
        messages.success(request, _("Your evaluation is saved."))
        return redirect("evaluation:evaluate", slug, name)
    rail = rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="evaluate")
    context: dict[str, Any] = {"rail": rail, "cycle": cycle, "form": form, "here": "manage"}
    return render(request, "evaluation/review.html", context)


def _view(audience: AudienceFigures, figures: CycleFigures) -> View:
    headline = audience.headline
    others = [
        question for question in audience.questions if question is not headline and not question.summary.kept_back
    ]
    return View(audience, headline, others[:ANSWERS_SHOWN], getattr(figures.review, audience.audience))


def _charts(figures: CycleFigures) -> list[tuple[KpiFigures, LineChart]]:
    marks = cycle_marks(figures.opened, figures.organisation.zone)
    return [
        (
            one,
            kpi_chart(kpi=one.kpi, points=one.points, start=figures.kpis.start, marks=marks, target=one.target),
        )
        for one in figures.kpis.kpis
    ]
