from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import person_of
from programmes.access import managed_cycle
from programmes.forms.cycle_target import TargetForm
from programmes.services.cycle_target import set_target


@login_required
@require_POST
def target(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Set how many nominations a cycle hopes for; the field is on the cycle's page."""
    cycle = managed_cycle(request, slug, name)
    form = TargetForm(request.POST)
    if form.is_valid():
        set_target(cycle=cycle, target=form.cleaned_data["target"], actor=person_of(request))
        messages.success(request, _("The target is kept."))
    else:
        messages.error(request, _("Write the target as a number between 1 and 100,000, or leave it empty."))
    return redirect("programmes:cycle", slug, name)
