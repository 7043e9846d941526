"""The pages on which a draft's rules are written, each a part of them."""

from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from programmes.calculations.weights import even_weights, spread_to_whole
from programmes.enums import RulebookState
from programmes.forms.ordered_rows import OrderedRowFormSet
from programmes.forms.questions import QuestionRows, question_initial
from programmes.forms.rules import (
    CategoryRows,
    CriterionRows,
    EligibilityRows,
    JudgingForm,
    criterion_initial,
    role_names,
)
from programmes.models import Rulebook
from programmes.plans.writing import plain_number
from programmes.queries.plans import newest_rulebook, rules_of
from programmes.services.rule_editing import Clash, EditedMeanwhile, save_part
from programmes.views.plan_page import PlanPage, open_plan


@login_required
def categories(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be won, and by whom."""
    page, draft = _draft(request, slug)
    if draft is None:
        return redirect("programmes:rules", slug=slug)
    kwargs = {"prefix": "categories", "form_kwargs": {"roles": role_names()}}
    initial = [asdict(line) for line in rules_of(draft).categories]
    formset = _rows(request, CategoryRows, initial, kwargs)
    clash = None
    if _saves(request) and formset.is_valid():
        clash = _save(request, page, draft, categories=tuple(formset.lines()))
        if clash is None:
            return page.done(request, _("The categories are saved."), "programmes:rules")
    return _page(request, "programmes/rules_categories.html", page, draft, clash, formset=formset)


@login_required
def eligibility(request: HttpRequest, slug: str) -> HttpResponse:
    """The rules that data can check for every nomination."""
    page, draft = _draft(request, slug)
    if draft is None:
        return redirect("programmes:rules", slug=slug)
    initial = [asdict(line) | {"listed": "\n".join(line.listed)} for line in rules_of(draft).eligibility]
    formset = _rows(request, EligibilityRows, initial, {"prefix": "eligibility"})
    clash = None
    if _saves(request) and formset.is_valid():
        clash = _save(request, page, draft, eligibility=tuple(formset.lines()))
        if clash is None:
            return page.done(request, _("What is checked for every nomination is saved."), "programmes:rules")
    return _page(request, "programmes/rules_eligibility.html", page, draft, clash, formset=formset)


@login_required
def criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """What judges score: weights that come to 100 in each category, and words for each score."""
    page, draft = _draft(request, slug)
    if draft is None:
        return redirect("programmes:rules", slug=slug)
    rules = rules_of(draft)
    objectives = list(page.programme.objectives.values_list("code", "statement"))
    kwargs = {"prefix": "criteria", "form_kwargs": {"rules": rules, "objectives": objectives}}
    formset = _rows(request, CriterionRows, [criterion_initial(line) for line in rules.criteria], kwargs)
    clash = None
    if _saves(request) and formset.is_valid():
        clash = _save(request, page, draft, criteria=tuple(formset.lines()))
        if clash is None:
            return page.done(request, _("The criteria are saved."), "programmes:rules")
    sums = [(line, _typed_sum(formset, line.code)) for line in rules.categories]
    return _page(request, "programmes/rules_criteria.html", page, draft, clash, formset=formset, sums=sums)


@login_required
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """What the form asks beside the story."""
    page, draft = _draft(request, slug)
    if draft is None:
        return redirect("programmes:rules", slug=slug)
    rules = rules_of(draft)
    kwargs = {"prefix": "questions", "form_kwargs": {"rules": rules}}
    formset = _rows(request, QuestionRows, [question_initial(line) for line in rules.questions], kwargs)
    clash = None
    if _saves(request) and formset.is_valid():
        clash = _save(request, page, draft, questions=tuple(formset.lines()))
        if clash is None:
            return page.done(request, _("The questions are saved."), "programmes:rules")
    return _page(request, "programmes/rules_questions.html", page, draft, clash, formset=formset)


@login_required
def judging(request: HttpRequest, slug: str) -> HttpResponse:
    """How entries are judged."""
    page, draft = _draft(request, slug)
    if draft is None:
        return redirect("programmes:rules", slug=slug)
    rules = rules_of(draft)
    form = JudgingForm(request.POST or None, initial=asdict(rules.judging), rules=rules)
    clash = None
    if request.method == "POST" and form.is_valid():
        clash = _save(request, page, draft, judging=form.line())
        if clash is None:
            return page.done(request, _("The judging procedure is saved."), "programmes:rules")
    return _page(request, "programmes/rules_judging.html", page, draft, clash, form=form)


def _draft(request: HttpRequest, slug: str) -> tuple[PlanPage, Rulebook | None]:
    """The plan and its draft of the rules; None where the newest version is published or being asked about."""
    page = open_plan(request, slug, "rules")
    newest = newest_rulebook(page.programme)
    return page, newest if newest is not None and newest.state == RulebookState.DRAFT else None


def _saves(request: HttpRequest) -> bool:
    """Whether the button that was pressed saves; the others only move a row or spread weights."""
    return request.method == "POST" and not request.POST.keys() & {"move", "spread"}


def _rows(
    request: HttpRequest, rows: type[OrderedRowFormSet], initial: list[dict[str, Any]], kwargs: dict[str, Any]
) -> OrderedRowFormSet:
    """The list as it is stored, as it was sent, or, after a button that is no saving, as it was sent and then changed."""
    if request.method != "POST":
        return rows(initial=initial, **kwargs)
    sent = rows(request.POST, initial=initial, **kwargs)
    if _saves(request) or not sent.management_form.is_valid():
        return sent
    typed = sent.typed(request.POST.get("move", ""))
    if category := request.POST.get("spread"):
        _spread(typed, f"weight:{category}")
    return rows(initial=typed, **kwargs)


def _spread(typed: list[dict[str, Any]], field: str) -> None:
    """Have the weights of one category come to 100: those that are given, in proportion; all alike where none is."""
    counted = [row for row in typed if not row["DELETE"]]
    weighed = [(row, weight) for row in counted if (weight := _number(row.get(field))) > 0]
    if weighed:
        spread = zip(
            [row for row, _weight in weighed], spread_to_whole([weight for _row, weight in weighed]), strict=True
        )
    else:
        spread = zip(counted, even_weights(len(counted)), strict=True)
    for row, weight in spread:
        row[field] = plain_number(weight)


def _number(value: Any) -> Decimal:
    """What was typed as a weight; 0 for what is none."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() and 0 < number <= 100 else Decimal(0)


def _typed_sum(formset: OrderedRowFormSet, category: str) -> Decimal:
    """What the weights of a category on the page come to."""
    field = f"weight:{category}"
    kept = [form for form in formset.forms if not form["DELETE"].value()]
    return sum((_number(form[field].value()) for form in kept if field in form.fields), Decimal(0))


def _save(request: HttpRequest, page: PlanPage, draft: Rulebook, **parts: Any) -> Clash | None:
    """Save what the page holds; what somebody else saved meanwhile is given back, and nothing is saved then."""
    try:
        save_part(
            rulebook=draft,
            actor=page.user,
            seen=_revision(request, "seen"),
            known=_revision(request, "known"),
            keep_both=request.POST.get("how") == "both",
            **parts,
        )
    except EditedMeanwhile as meanwhile:
        return meanwhile.clash
    return None


def _revision(request: HttpRequest, name: str) -> int | None:
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def _page(
    request: HttpRequest, template: str, page: PlanPage, draft: Rulebook, clash: Clash | None, **more: Any
) -> HttpResponse:
    """The page with the stamp of what it was opened on (``seen``) and of what its author knows of (``known``)."""
    posted = request.method == "POST"
    seen, known = (_revision(request, name) if posted else None for name in ("seen", "known"))
    context = page.context(
        rulebook=draft,
        clash=clash,
        seen=draft.revision if seen is None else seen,
        known=clash.revision if clash else draft.revision if known is None else known,
        unsaved=posted and not _saves(request),
        **more,
    )
    return render(request, template, context, status=409 if clash else 200)
