from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.access import load, person_of
from accounts.models import Organisation
from audit.refusals import NotAllowed
from evaluation.queries.managing import known_to_manage
from judging.queries.aside import aside_of
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.queries.programmes import cycles_managed_by


def cycle_to_evaluate(request: HttpRequest, slug: str, name: str) -> Cycle:
    """The cycle of an evaluation page. Raises Http404 for who does not manage it."""
    cycles = known_to_manage(
        cycles_managed_by(request.user).select_related("programme", "rulebook", "review"), request.user
    )
    return load(request, cycles, "evaluation.evaluate", programme__slug=slug, name=name)


def figures_kept_back(request: HttpRequest, cycle: Cycle) -> bool:
    """Whether the figures would tell a nominee who manages the programme what came of it, before the announcement."""
    return not cycle.has_reached(Stage.ANNOUNCED) and bool(aside_of(person_of(request), cycle).own)


def cycle_to_report(request: HttpRequest, slug: str, name: str) -> Cycle:
    """The same for a file of the figures. Raises NotAllowed while they are kept back from the reader."""
    cycle = cycle_to_evaluate(request, slug, name)
    if figures_kept_back(request, cycle):
        raise NotAllowed(
            _("You or your team are nominated in this cycle. Its figures are yours to read once it is announced.")
        )
    return cycle


def organisation_of(request: HttpRequest) -> Organisation:
    """The organisation as the middleware has loaded it for this request."""
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]  # OrganisationTimeMiddleware's
    return organisation
