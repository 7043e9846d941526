from django.http import HttpRequest

from accounts.access import load
from accounts.models import Organisation
from evaluation.queries.managing import known_to_manage
from programmes.models import Cycle
from programmes.queries.programmes import cycles_managed_by


def cycle_to_evaluate(request: HttpRequest, slug: str, name: str) -> Cycle:
    """The cycle of an evaluation page. Raises Http404 for who does not manage it."""
    cycles = known_to_manage(
        cycles_managed_by(request.user).select_related("programme", "rulebook", "review"), request.user
    )
    return load(request, cycles, "evaluation.evaluate", programme__slug=slug, name=name)


def organisation_of(request: HttpRequest) -> Organisation:
    """The organisation as the middleware has loaded it for this request."""
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]  # OrganisationTimeMiddleware's
    return organisation
