from dataclasses import asdict, replace

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programmes.enums import RulebookState
from programmes.forms.rules import (
    CategoryRows,
    CriterionRows,
    EligibilityRows,
    JudgingForm,
    PublishForm,
    criterion_initial,
    role_names,
)
from programmes.models import Rulebook
from programmes.plans.rule_gaps import rule_gaps, weight_sums
from programmes.queries.plans import newest_rulebook, rules_of
from programmes.services.rulebooks import change_rules, draft_next_version, publish_rulebook
from programmes.views.plan_page import PlanPage, open_plan


@login_required
def rulebook(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest version of the rules: categories, criteria with weights and levels, judging, and what it lacks."""
    page = open_plan(request, slug, "rules")
    newest = newest_rulebook(page.programme)
    if newest is None:
        return render(request, "programmes/rules_none.html", page.context())
    rules = rules_of(newest)
    sums = weight_sums(rules)
    return render(
        request,
        "programmes/rules_manage.html",
        page.context(
            rulebook=newest,
            rules=rules,
            sums=[(line, sums[line.code]) for line in rules.categories],
            table=[(line, [line.weights.get(each.code) for each in rules.categories]) for line in rules.criteria],
            gaps=rule_gaps(rules),
            is_draft=newest.state == RulebookState.DRAFT,
            form=PublishForm(),
        ),
    )


@login_required
@require_POST
def next_version(request: HttpRequest, slug: str) -> HttpResponse:
    """Start the next version of the rules."""
    page = open_plan(request, slug, "rules")
    draft = draft_next_version(programme=page.programme, actor=page.user)
    return page.done(request, _("Version %(version)s is a draft now.") % {"version": draft.version}, "programmes:rules")


@login_required
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the draft."""
    page = open_plan(request, slug, "rules")
    form = PublishForm(request.POST)
    newest = newest_rulebook(page.programme)
    if newest is not None and form.is_valid():
        publish_rulebook(rulebook=newest, actor=page.user, change_note=form.cleaned_data["change_note"])
    return page.done(request, _("The rules are published. Everybody can read them."), "programmes:rules")


@login_required
def categories(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be won, by whom, and which rules data can check."""
    page, draft = _draft(request, slug)
    if draft is None:
        return redirect("programmes:rules", slug=slug)
    rules = rules_of(draft)
    formset = CategoryRows(
        request.POST or None,
        initial=[asdict(line) for line in rules.categories],
        prefix="categories",
        form_kwargs={"roles": role_names()},
    )
    checks = EligibilityRows(
        request.POST or None, initial=[asdict(line) for line in rules.eligibility], prefix="eligibility"
    )
    if request.method == "POST" and formset.is_valid() and checks.is_valid():
        kept = tuple(formset.lines())
        codes = {line.code for line in kept}
        criteria = tuple(
            replace(line, weights={code: weight for code, weight in line.weights.items() if code in codes})
            for line in rules.criteria
        )
        changed = replace(rules, categories=kept, criteria=criteria, eligibility=tuple(checks.lines()))
        change_rules(rulebook=draft, rules=changed, actor=page.user)
        return page.done(request, _("The categories are saved."), "programmes:rules")
    return render(request, "programmes/rules_categories.html", page.context(formset=formset, checks=checks))


@login_required
def criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """What judges score: weights that come to 100 in each category, and words for each score."""
    page, draft = _draft(request, slug)
    if draft is None:
        return redirect("programmes:rules", slug=slug)
    rules = rules_of(draft)
    objectives = list(page.programme.objectives.values_list("code", "statement"))
    formset = CriterionRows(
        request.POST or None,
        initial=[criterion_initial(line) for line in rules.criteria],
        prefix="criteria",
        form_kwargs={"rules": rules, "objectives": objectives},
    )
    if request.method == "POST" and formset.is_valid():
        change_rules(rulebook=draft, rules=replace(rules, criteria=tuple(formset.lines())), actor=page.user)
        return page.done(request, _("The criteria are saved."), "programmes:rules")
    sums = weight_sums(rules)
    return render(
        request,
        "programmes/rules_criteria.html",
        page.context(formset=formset, sums=[(line, sums[line.code]) for line in rules.categories]),
    )


@login_required
def judging(request: HttpRequest, slug: str) -> HttpResponse:
    """How entries are judged."""
    page, draft = _draft(request, slug)
    if draft is None:
        return redirect("programmes:rules", slug=slug)
    rules = rules_of(draft)
    initial = asdict(rules.judging) | {"tie_break": ", ".join(rules.judging.tie_break)}
    form = JudgingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_rules(rulebook=draft, rules=replace(rules, judging=form.line()), actor=page.user)
        return page.done(request, _("The judging procedure is saved."), "programmes:rules")
    return render(request, "programmes/rules_judging.html", page.context(form=form))


def _draft(request: HttpRequest, slug: str) -> tuple[PlanPage, Rulebook | None]:
    """The plan and its draft of the rules; None where the newest version is published."""
    page = open_plan(request, slug, "rules")
    newest = newest_rulebook(page.programme)
    return page, newest if newest is not None and newest.state == RulebookState.DRAFT else None
