"""Figures of surveys and KPIs as pages write them; nothing for what is kept back."""

from django import template
from django.utils.translation import gettext as _

from evaluation.enums import QuestionKind
from evaluation.queries import verdict
from evaluation.queries.survey_figures import QuestionFigures

register = template.Library()


@register.filter
def headline_value(question: QuestionFigures) -> str:
    """4.12 for agreement and likelihood, 9 for yes."""
    if question.kind == QuestionKind.YES_NO:
        return str(question.summary.agreed)
    return verdict.figure(question.summary.mean)


@register.filter
def headline_of(question: QuestionFigures) -> str:
    """What the headline's number is out of."""
    if question.kind == QuestionKind.YES_NO:
        return _("of %(answered)s") % {"answered": question.summary.answered}
    return _("of 10") if question.kind == QuestionKind.NPS else _("of 5")


@register.filter
def share(value: float | None) -> str:
    """72%, or a dash for what is not known or kept back."""
    return verdict.share(value) or "–"


@register.filter
def figure(value: float | None) -> str:
    """4.12, or a dash for what is not known or kept back."""
    return verdict.figure(value) or "–"


@register.filter
def change(value: float | None) -> str:
    """+0.13 or −1.60: a change carries its sign."""
    if value is None:
        return "–"
    return f"{'−' if value < 0 else '+'}{abs(value):.2f}"
