"""How the pages of those who manage a programme find their cycle."""

from django.http import Http404, HttpRequest

from accounts.access import require
from programmes.models import Cycle
from programmes.queries.programmes import cycle_managed_by


def managed_cycle(request: HttpRequest, slug: str, name: str) -> Cycle:
    """The cycle of this address with its programme and rules, for somebody who manages it. Raises Http404 for everybody
    else.
    """
    cycle = cycle_managed_by(request.user, slug, name)
    if cycle is None:
        raise Http404
    require(request, "programmes.manage_cycle", cycle)
    return cycle
