from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from programmes.access import managed_cycle
from programmes.queries.rail import rail_for
from recognition import services as recognition
from recognition.forms import RewardForm
from recognition.queries.overview import rewards_of
from recognition.requests import SignedInRequest


@login_required
def move(request: SignedInRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Say that a reward is ordered or given, and what it cost."""
    cycle = managed_cycle(request, slug, name)
    fulfilment = get_object_or_404(rewards_of(cycle), pk=pk)
    form = RewardForm(request.POST or None, fulfilment=fulfilment)
    page = reverse("recognition:announce", args=[slug, name]) + "#rewards"
    if request.method == "POST" and form.is_valid():
        recognition.move_reward(fulfilment=fulfilment, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Noted."))
        return redirect(page)
    context = {
        "cycle": cycle,
        "fulfilment": fulfilment,
        "form": form,
        "page": page,
        "rail": rail_for(programme=cycle.programme, user=request.user, cycle=cycle, current="announce"),
    }
    return render(request, "recognition/reward.html", context)
