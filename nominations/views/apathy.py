from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import load
from nominations.queries.apathy import silent_teams
from nominations.requests import SignedInRequest
from programmes.models import LaunchTask
from programmes.queries.programmes import cycles_managed_by
from programmes.services.encouraging import plan_encouragement


@login_required
@require_POST
def encourage(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Plan one of the things that help, and go there: ``kind`` says which."""
    cycle = load(request, cycles_managed_by(request.user), "programmes.manage_cycle", programme__slug=slug, name=name)
    planned = plan_encouragement(
        cycle=cycle, kind=request.POST.get("kind", ""), teams=list(silent_teams(cycle)), actor=request.user
    )
    if isinstance(planned, LaunchTask):
        messages.success(request, _("It is on the timeline, and yours. Give it to somebody else if you like."))
        return redirect("programmes:task", planned.pk)
    messages.success(request, _("Here is the draft. Nobody gets it before you say so."))
    return redirect("programmes:launch_message", slug, planned.pk)
