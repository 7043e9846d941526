"""What the manager's pages of one nomination and of one cycle have in common: load with rights, and the way back."""

from django.contrib import messages
from django.db.models import Value
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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


def say_matched(request: SignedInRequest, *, ticked: int, matched: int) -> None:
    """How many of the names that were ticked together are matched, and that the rest was left."""
    if not ticked:
        messages.warning(request, _("Tick the names that you want to match."))
    if matched:
        words = ngettext("%(count)s name matched.", "%(count)s names matched.", matched)
        messages.success(request, words % {"count": matched})
    if ticked > matched:
        left = ticked - matched
        words = ngettext(
            "%(count)s was left: it is not clear any more, or it concerns you.",
            "%(count)s were left: they are not clear any more, or they concern you.",
            left,
        )
        messages.warning(request, words % {"count": left})
