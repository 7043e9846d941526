"""A cycle's evaluation in one sentence and three figures: for the head of the page and the cover of the report."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from evaluation.enums import Audience
from evaluation.queries.figures import CycleFigures
from evaluation.queries.survey_figures import AudienceFigures, QuestionFigures

FAIR = "oth-fair"


@dataclass(frozen=True)
class Headline:
    """One large figure: what it is, its value in words, and what it is compared with."""

    what: str
    value: str
    was: str


def verdict_of(figures: CycleFigures) -> str:
    """The manager's conclusion, or, before there is one, what the figures say by themselves."""
    if figures.review.conclusion:
        return figures.review.conclusion
    said = [sentence for sentence in (_kpi_sentence(figures), _weakest_sentence(figures)) if sentence]
    return " ".join(said) or _("There are not enough answers and figures yet to say what this cycle did.")


def headlines_of(figures: CycleFigures) -> list[Headline]:
    """The three figures of the cover."""
    found = [_kpi_headline(figures)] if figures.kpis.kpis else []
    teams = len(figures.participation.teams)
    named = Headline(
        _("Teams with a nomination"),
        _("%(named)d of %(all)d") % {"named": figures.teams_named, "all": teams},
        _("%(total)d nominations in all") % {"total": figures.participation.total},
    )
    return [*found, named, _fair_headline(figures.audience(Audience.OTHERS))]


def share(value: float | None) -> str:
    """72%."""
    return "" if value is None else f"{value:.0%}"


def figure(value: float | None) -> str:
    """4.25, or 62.4: two decimals below ten, one above."""
    if value is None:
        return ""
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def _kpi_sentence(figures: CycleFigures) -> str:
    one = next((one for one in figures.kpis.kpis if one.change.difference is not None), None)
    if one is None:
        return ""
    words = {
        True: _("%(title)s: better than before the programme, %(now)s from %(before)s."),
        False: _("%(title)s: worse than before the programme, %(now)s from %(before)s."),
        None: _("%(title)s: where it was before the programme, %(now)s."),
    }[one.better]
    return words % {
        "title": one.kpi.title,
        "now": figure(one.change.during),
        "before": figure(one.change.before),
    }


def _weakest_sentence(figures: CycleFigures) -> str:
    """The question of agreement that fewest agreed with, of all audiences."""
    asked: list[tuple[AudienceFigures, QuestionFigures]] = [
        (audience, question)
        for audience in figures.audiences
        for question in audience.questions
        if question.kind == "likert5" and not question.summary.kept_back
    ]
    if not asked:
        return ""
    audience, question = min(asked, key=lambda pair: pair[1].summary.mean or 0)
    return _("Weakest: “%(question)s”, %(mean)s of 5 (%(audience)s).") % {
        "question": question.text.rstrip("."),
        "mean": figure(question.summary.mean),
        "audience": audience.name,
    }


def _kpi_headline(figures: CycleFigures) -> Headline:
    one = figures.kpis.kpis[0]
    compared = []
    if one.change.before is not None:
        compared.append(_("was %(before)s before the programme") % {"before": figure(one.change.before)})
    if one.target is not None:
        compared.append(_("target %(target)s") % {"target": figure(one.target)})
    value = figure(one.change.during) or _("no figure")
    return Headline(one.kpi.title, value, ", ".join([one.kpi.unit, *compared] if one.kpi.unit else compared))


def _fair_headline(others: AudienceFigures) -> Headline:
    fair = others.question(FAIR)
    if others.open_until and (fair is None or fair.summary.kept_back):
        return Headline(_("Found the result fair"), "–", _("kept back until the survey closes"))
    if fair is None or fair.summary.kept_back:
        return Headline(_("Found the result fair"), "–", _("fewer than five answers: kept back"))
    return Headline(
        _("Found the result fair"),
        share(fair.summary.agreeing),
        _("of %(count)d who did not win") % {"count": fair.summary.answered},
    )
