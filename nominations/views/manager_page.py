"""What the manager's pages of one nomination and of one cycle have in common: load with rights, and the way back."""

from django.db.models import Value
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.access import load
from nominations.enums import NominationState
from nominations.models import Nomination
from nominations.queries.consents import with_contact
from nominations.queries.nominations import RELATED, readable_by
from nominations.requests import SignedInRequest
from programmes.access import managed_cycle


def load_nomination(
    request: SignedInRequest, slug: str, name: str, reference: str, permission: str = "nominations.screen"
) -> Nomination:
    """One nomination of a cycle that the person manages, if they may do that with it."""
    cycle = managed_cycle(request, slug, name)
    visible = readable_by(request.user).filter(cycle=cycle).exclude(state=NominationState.DRAFT)
    if getattr(cycle, "manager_id", None) == request.user.pk:
        visible = visible.annotate(manager_id=Value(request.user.pk))
    visible = with_contact(visible)
    return load(request, visible.select_related(*RELATED, "entry"), permission, reference=reference)


def back_to(found: Nomination) -> HttpResponse:
    """Its own page."""
    return redirect("nominations:nomination", found.cycle.programme.slug, found.cycle.name, found.reference)
