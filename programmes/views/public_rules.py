from itertools import pairwise
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.module_loading import import_string

from accounts.visitors import same_for_visitors
from programmes.models import Programme, Rulebook
from programmes.queries.consultation_figures import published_views
from programmes.queries.programmes import visible_to
from programmes.queries.public_page import weighings_in
from programmes.queries.rule_sources import published_versions_of
from programmes.queries.rule_versions import published_versions, what_changed
from programmes.queries.tie_breaks import tie_breaks_in_words
from programmes.views.rule_compare import side_by_side


@same_for_visitors
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The rules in full, any version that was ever in force, and what changed from one to the next."""
    programme = get_object_or_404(visible_to(request.user), slug=slug)
    versions = list(published_versions(programme))
    asked = request.GET.get("version", "")
    shown = next((version for version in versions if str(version.version) == asked), None)
    if asked and shown is None:
        raise Http404
    rulebook = shown or (versions[0] if versions else None)
    changes = {newer.pk: what_changed(older, newer) for newer, older in pairwise(versions)}
    context = {
        "programme": programme,
        "rulebook": rulebook,
        "is_newest": bool(versions) and rulebook == versions[0],
        "versions": [(version, changes.get(version.pk, [])) for version in versions],
        "weighings": weighings_in(rulebook) if rulebook else [],
        "consultation": published_views(rulebook) if rulebook else None,
        "beside": _beside(programme, rulebook) if rulebook else [],
        "ties": tie_breaks_in_words(rulebook) if rulebook else [],
    }
    return render(request, "programmes/rules_public.html", context)


def _beside(programme: Programme, rulebook: Rulebook) -> list[dict[str, Any]]:
    """What other rooms say of the cycles that run by this version."""
    return [one for path in settings.PUBLIC_RULES for one in import_string(path)(programme, rulebook)]


def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Any two versions that were ever in force side by side, for everybody."""
    programme = get_object_or_404(visible_to(request.user), slug=slug)
    context = side_by_side(request, list(published_versions_of(programme)))
    return render(request, "programmes/rules_compare_public.html", {"programme": programme, **context})
