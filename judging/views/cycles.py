"""How the pages of judging find their cycle."""

from typing import Any

from django.http import HttpRequest

from accounts.access import load
from accounts.models import User
from judging.queries.seats import cycles_overseen_by
from judging.queries.sight import Sight, sight_for
from programmes.models import Cycle
from programmes.queries.rail import rail_for


def overseen_cycle(request: HttpRequest, slug: str, name: str, permission: str) -> Cycle:
    """The cycle of a manager's or chair's page. Raises Http404 where it is not theirs, PermissionDenied without the right."""
    return load(request, cycles_overseen_by(request.user), permission, programme__slug=slug, name=name)


def sight_of(request: HttpRequest, cycle: Cycle) -> Sight:
    """Whether who asks may know who is meant; for a cycle of ``overseen_cycle``."""
    user = request.user
    manages = cycle.managed  # type: ignore[attr-defined]  # cycles_overseen_by annotates
    return sight_for(cycle, knows_names=manages or (isinstance(user, User) and user.is_staff))


def page_of(request: HttpRequest, cycle: Cycle, current: str, **context: Any) -> dict[str, Any]:
    """What every page of a cycle's judging has: the cycle, and the rail for who manages the programme; a chair has none."""
    user = request.user
    manages = cycle.managed  # type: ignore[attr-defined]  # cycles_overseen_by annotates
    railed = isinstance(user, User) and (manages or user.is_staff)
    rail = rail_for(programme=cycle.programme, user=user, cycle=cycle, current=current) if railed else None
    return {"cycle": cycle, "rail": rail, "here": "manage", "manages": manages, **context}
