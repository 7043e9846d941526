from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from programmes.forms.plan import RewardRows
from programmes.queries.plans import rewards_of
from programmes.services.rewards import save_rewards
from programmes.views.plan_page import open_plan


@login_required
def rewards(request: HttpRequest, slug: str) -> HttpResponse:
    """What each place brings, money or not."""
    page = open_plan(request, slug, "rewards")
    stored = rewards_of(page.programme)
    formset = RewardRows(request.POST or None, initial=[asdict(line) for line in stored], prefix="rewards")
    if request.method == "POST" and formset.is_valid():
        save_rewards(programme=page.programme, rewards=formset.lines(), actor=page.user)
        return page.done(request, _("The rewards are saved."), "programmes:rewards")
    return render(request, "programmes/rewards.html", page.context(formset=formset, stored=stored))
