"""The second pair of eyes: confirm a decline or keep the nomination; say whether a programme wants it; set flags aside."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from audit.refusals import StaleState
from nominations.enums import FlagKind
from nominations.forms.screening import KeepForm, SetAsideForm
from nominations.models import Nomination, ProposedDecline
from nominations.queries.second_look import waiting_decline
from nominations.requests import SignedInRequest
from nominations.services.declining import confirm_decline, keep_it
from nominations.services.flagging import set_aside
from nominations.views.manager_page import back_to, load_nomination
from nominations.views.screening import declined_words, nomination_page
from programmes.access import managed_cycle
from programmes.services.second_look import want_second_look


@login_required
@require_POST
def confirm(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Decline it as somebody else proposed."""
    found = load_nomination(request, slug, name, reference)
    confirm_decline(proposed=_waiting(found), actor=request.user)
    messages.success(request, declined_words(found))
    return back_to(found)


@login_required
@require_POST
def keep(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Keep it, or take one's own proposal back."""
    found = load_nomination(request, slug, name, reference)
    proposed = _waiting(found)
    form = KeepForm(request.POST, own=proposed.proposed_by_id == request.user.pk, auto_id="keep_%s")
    if not form.is_valid():
        return nomination_page(request, found, keep_form=form)
    keep_it(proposed=proposed, actor=request.user, note=form.cleaned_data["note"])
    messages.success(request, _("%(reference)s waits to be screened, as before.") % {"reference": found})
    return back_to(found)


@login_required
@require_POST
def set_flags_aside(request: SignedInRequest, slug: str, name: str, reference: str) -> HttpResponse:
    """Set its flags aside, with a reason."""
    found = load_nomination(request, slug, name, reference)
    alike = found.flags.filter(kind=FlagKind.ALIKE).exists()
    form = SetAsideForm(request.POST, alike=alike, auto_id="flag_%s")
    if not form.is_valid():
        return nomination_page(request, found, flag_form=form)
    said = form.cleaned_data
    count = set_aside(
        nomination=found,
        actor=request.user,
        reason=said["reason"],
        whole_cluster=said.get("whole_cluster", False),
    )
    words = ngettext("%(count)s flag is set aside.", "%(count)s flags are set aside.", count)
    messages.success(request, words % {"count": count})
    return back_to(found)


@login_required
@require_POST
def wanted(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Say whether a second person confirms each decline."""
    cycle = managed_cycle(request, slug, name)
    on = request.POST.get("on") == "yes"
    want_second_look(programme=cycle.programme, on=on, actor=request.user)
    words = _("From now on a decline is proposed by one person and confirmed by another.")
    messages.success(request, words if on else _("From now on one person declines."))
    return redirect("nominations:queue", slug, name)


def _waiting(found: Nomination) -> ProposedDecline:
    proposed = waiting_decline(found)
    if proposed is None:
        raise StaleState(_("Somebody has already decided on this proposal."))
    proposed.nomination = found
    return proposed
