from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nominations.queries.apathy import silent_teams
from nominations.requests import SignedInRequest
from programmes.access import managed_cycle
from programmes.models import LaunchTask
from programmes.services.encouraging import plan_encouragement


@login_required
@require_POST
def encourage(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Plan one of the things that help, and go there: ``kind`` says which."""
    cycle = managed_cycle(request, slug, name)
    planned = plan_encouragement(
        cycle=cycle, kind=request.POST.get("kind", ""), teams=list(silent_teams(cycle)), actor=request.user
    )
    if isinstance(planned, LaunchTask):
        messages.success(request, _("It is on the timeline, and yours. Give it to somebody else if you like."))
        return redirect("programmes:task", planned.pk)
    messages.success(request, _("Here is the draft. Nobody gets it before you say so."))
    return redirect("programmes:launch_message", slug, planned.pk)
