from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programmes.enums import RulebookState
from programmes.forms.rules import CopyForm, PublishForm
from programmes.plans.rule_gaps import rule_gaps, weight_sums
from programmes.queries.consultation_figures import flagged_criteria
from programmes.queries.consultations import newest_consultation
from programmes.queries.coverage import coverage_of
from programmes.queries.objectives import statements_by_code
from programmes.queries.plans import newest_rulebook, rules_of
from programmes.queries.rule_sources import versions_to_copy
from programmes.queries.tie_breaks import tie_breaks_in_words
from programmes.services.rule_copying import copy_rules
from programmes.services.rulebooks import draft_next_version, publish_rulebook
from programmes.views.plan_page import PlanPage, open_plan


@login_required
def rulebook(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest version of the rules: categories, criteria with weights and levels, judging, whom it reaches, what people
    said of it, and what it lacks.
    """
    return _rulebook(request, open_plan(request, slug, "rules"))


def _rulebook(request: HttpRequest, page: PlanPage, form: PublishForm | None = None) -> HttpResponse:
    newest = newest_rulebook(page.programme)
    if newest is None:
        return render(request, "programmes/rules_none.html", page.context())
    rules = rules_of(newest)
    is_draft = newest.state == RulebookState.DRAFT
    reached = coverage_of(rules)
    objectives = statements_by_code(page.programme)
    sources = versions_to_copy(newest, page.user) if is_draft else []
    sums, asked = weight_sums(rules), newest_consultation(newest)
    return render(
        request,
        "programmes/rules_manage.html",
        page.context(
            rulebook=newest,
            rules=rules,
            sums=[(line, sums[line.code]) for line in rules.categories],
            table=[
                (line, objectives.get(line.objective, ""), [line.weights.get(each.code) for each in rules.categories])
                for line in rules.criteria
            ],
            unserved=[
                words for code, words in objectives.items() if code not in {line.objective for line in rules.criteria}
            ],
            ties=tie_breaks_in_words(newest),
            gaps=rule_gaps(rules),
            coverage=reached,
            consultation=asked,
            flags=flagged_criteria(newest, rules, asked),
            is_draft=is_draft,
            is_asked=newest.state == RulebookState.IN_CONSULTATION,
            form=form or PublishForm(version=newest.version),
            copy=CopyForm(sources=sources) if sources else None,
            left_out=[reach.role for reach in reached if not reach.reached],
        ),
        status=422 if form else 200,
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
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Fill the draft with another version's rules."""
    page = open_plan(request, slug, "rules")
    newest = newest_rulebook(page.programme)
    form = CopyForm(request.POST, sources=versions_to_copy(newest, page.user) if newest else [])
    if newest is None or not form.is_valid():
        messages.error(request, _("Choose the version to take over. Nothing has been changed."))
        return redirect("programmes:rules", slug=slug)
    copy_rules(rulebook=newest, source=form.chosen(), actor=page.user)
    return page.done(request, _("The draft holds these rules now. Change what does not fit."), "programmes:rules")


@login_required
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the draft."""
    page = open_plan(request, slug, "rules")
    newest = newest_rulebook(page.programme)
    if newest is None:
        return redirect("programmes:rules", slug=slug)
    form = PublishForm(request.POST, version=newest.version)
    if not form.is_valid():
        return _rulebook(request, page, form)
    publish_rulebook(rulebook=newest, actor=page.user, change_note=form.cleaned_data["change_note"])
    return page.done(request, _("The rules are published. Everybody can read them."), "programmes:rules")
