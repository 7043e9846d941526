from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from programmes.models import Rulebook
from programmes.plans.rule_comparison import compare_rules
from programmes.queries.objectives import statements_by_code
from programmes.queries.plans import rules_of
from programmes.queries.rule_sources import versions_of
from programmes.views.plan_page import open_plan


@login_required
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Any two versions of the rules side by side, drafts included."""
    page = open_plan(request, slug, "rules")
    context = side_by_side(request, list(versions_of(page.programme)))
    return render(request, "programmes/rules_compare.html", page.context(**context))


def side_by_side(request: HttpRequest, versions: list[Rulebook]) -> dict[str, Any]:
    """What a page of two versions shows: those asked for by number (``?from=1&to=2``), else the newest two.

    ``versions`` are those that the reader may see, the newest first.
    """
    known = {str(version.version): version for version in versions}
    newer = known.get(request.GET.get("to", ""), versions[0] if versions else None)
    before = [version for version in versions if newer and version.version < newer.version]
    older = known.get(request.GET.get("from", ""), before[0] if before else newer)
    changes = []
    if older and newer and older != newer:
        changes = compare_rules(rules_of(older), rules_of(newer), statements_by_code(newer.programme))
    return {"versions": versions, "older": older, "newer": newer, "changes": changes}
