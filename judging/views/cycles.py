"""How the pages of judging find their cycle."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import person_of, require
from accounts.models import User
from judging.enums import SeatRole
from judging.models import Seat
from judging.queries.seats import overseen_by
from judging.queries.sight import Sight, sight_for
from judging.refusals import TermsFirst
from programmes.models import Cycle
from programmes.queries.rail import rail_for


def overseen_cycle(request: HttpRequest, slug: str, name: str, permission: str) -> Cycle:
    """The cycle of a manager's or chair's page. Raises Http404 where it is not theirs, PermissionDenied without the right."""
    found = overseen_by(request.user, slug, name)
    if found is None:
        if isinstance(request.user, User):
            terms_first(Seat.objects.filter(_chaired(slug, name), judge=request.user))
        raise Http404
    require(request, permission, found)
    return found


def terms_first(seats: QuerySet[Seat]) -> None:
    """Raise TermsFirst where the person whose ``seats`` these are has still to sign: no story is shown before."""
    asked = seats.filter(left_at=None, signed_at=None).first()
    if asked is not None:
        raise TermsFirst(
            _("Please read and sign the terms of this panel first."), go_to=reverse("judging:terms", args=[asked.pk])
        )


def _chaired(slug: str, name: str) -> Q:
    return Q(role=SeatRole.CHAIR, panel__cycle__programme__slug=slug, panel__cycle__name=name)


def sight_of(request: HttpRequest, cycle: Cycle) -> Sight:
    """Whether who asks may know who is meant; for a cycle of ``overseen_cycle``."""
    user = person_of(request)
    manages = cycle.managed  # type: ignore[attr-defined]  # overseen_by says so
    return sight_for(cycle, knows_names=manages or user.is_staff, reader=user)


def page_of(request: HttpRequest, cycle: Cycle, current: str, **context: Any) -> dict[str, Any]:
    """What every page of a cycle's judging has: the cycle, and the rail for who manages the programme; a chair has none."""
    user = request.user
    manages = cycle.managed  # type: ignore[attr-defined]  # overseen_by says so
    railed = isinstance(user, User) and (manages or user.is_staff)
    rail = rail_for(programme=cycle.programme, user=user, cycle=cycle, current=current) if railed else None
    return {"cycle": cycle, "rail": rail, "here": "manage", "manages": manages, **context}
