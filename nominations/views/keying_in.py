"""Key in what came on paper, by telephone or on a comment card."""

from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.digests import text_digest
from audit.refusals import Refused
from nominations.forms.keying_in import KeyingInForm
from nominations.forms.sent import digest_of
from nominations.models import Nomination
from nominations.queries.questions import questions_of
from nominations.queries.what_counts import what_counts
from nominations.queries.window import BEFORE_JUDGING
from nominations.refusals import GivenOutsideWindow
from nominations.requests import SignedInRequest
from nominations.services.keying_in import key_in
from programmes.access import managed_cycle
from programmes.models import Cycle
from programmes.queries.rail import rail_for

# What stays for the next one of a pile.
KEPT = ("medium", "received_on", "by", "consents")


@login_required
def keying_in(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """One nomination after the other; how and when the last one was given is filled in for the next."""
    cycle = managed_cycle(request, slug, name)
    kept = {key: request.GET[key] for key in KEPT if key in request.GET}
    form = KeyingInForm(request.POST or None, initial=kept, counts=what_counts(cycle), questions=questions_of(cycle))
    if request.method == "POST" and form.is_valid():
        try:
            nomination = _key_in(request, cycle, form)
        except GivenOutsideWindow as refusal:
            form.add_error("received_on", str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("%(reference)s is kept and counts. Is there another one?")
            messages.success(request, words % {"reference": nomination.reference})
            again = urlencode({key: request.POST.get(key, "") for key in KEPT})
            return redirect(f"{reverse('nominations:key_in', args=[slug, name])}?{again}")
    context = {
        "programme": cycle.programme,
        "cycle": cycle,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="nominations"),
        "form": form,
        "can_key_in": cycle.stage in BEFORE_JUDGING,
    }
    return render(request, "nominations/key_in.html", context, status=422 if form.errors else 200)


def _key_in(request: SignedInRequest, cycle: Cycle, form: KeyingInForm) -> Nomination:
    said = form.cleaned_data
    return key_in(
        cycle=cycle,
        category=said["category"],
        nominee_name=said["nominee"],
        given=form.given(),
        story=form.story(),
        members=form.named_members(),
        actor=request.user,
        once=text_digest(f"{(said['once'] or uuid4()).hex} {digest_of(request)}")[:32],
        team=said["team"],
        hint=said["hint"],
        consents=form.consents_given(),
        answers=form.answers(),
    )
