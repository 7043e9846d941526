from django.http import HttpRequest

from accounts.access import load
from programmes.models import Cycle
from programmes.queries.programmes import cycles_managed_by


def cycle_to_evaluate(request: HttpRequest, slug: str, name: str) -> Cycle:
    """The cycle of an evaluation page. Raises Http404 for who does not manage it."""
    return load(request, cycles_managed_by(request.user), "evaluation.evaluate", programme__slug=slug, name=name)
