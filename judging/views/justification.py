"""The report that justifies a category's result."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import person_of
from judging.queries.justification import justification_of
from judging.queries.method_words import METHOD_IN_WORDS
from judging.queries.sight import Sight
from judging.services.justifying import print_justification
from judging.views.cycles import overseen_cycle, page_of, sight_of
from programmes.enums import Method
from programmes.models import Category, Cycle


@login_required
@require_GET
def justification(request: HttpRequest, slug: str, name: str, category: str) -> HttpResponse:
    """From the rules over nominations, conflicts and scores to the decision, on one page."""
    cycle, found, sight = _asked(request, slug, name, category)
    aside = found.pk in sight.aside.categories
    report = None if aside else justification_of(cycle, found, sight)
    own = found.pk in sight.aside.own
    context = page_of(request, cycle, "results", category=found, aside=aside, own=own, report=report)
    if report:
        context["method_in_words"] = METHOD_IN_WORDS[Method(report.rulebook.method)]
    return render(request, "judging/justification.html", context)


@login_required
@require_POST
def justification_pdf(request: HttpRequest, slug: str, name: str, category: str) -> HttpResponse:
    """The same on paper; POST, because it is recorded."""
    cycle, found, sight = _asked(request, slug, name, category)
    if found.pk in sight.aside.categories:
        raise Http404
    file_name, content = print_justification(cycle=cycle, category=found, actor=person_of(request), sight=sight)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )


def _asked(request: HttpRequest, slug: str, name: str, category: str) -> tuple[Cycle, Category, Sight]:
    """The cycle, the category, and how the reader sees them."""
    cycle = overseen_cycle(request, slug, name, "judging.view_results")
    found = get_object_or_404(Category, rulebook=cycle.rulebook_id, code=category)
    return cycle, found, sight_of(request, cycle)
