from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programmes.forms.plan import RewardRows
from programmes.queries.plans import rewards_of
from programmes.queries.reward_guidance import PRINCIPLES, catalogue_shelves
from programmes.queries.running_costs import running_costs
from programmes.services.rewards import add_reward_from_catalogue, save_rewards
from programmes.views.plan_page import open_plan


@login_required
def rewards(request: HttpRequest, slug: str) -> HttpResponse:
    """What each place brings, money or not, what that costs, and a catalogue to add from."""
    page = open_plan(request, slug, "rewards")
    stored = rewards_of(page.programme)
    formset = RewardRows(request.POST or None, initial=[asdict(line) for line in stored], prefix="rewards")
    if request.method == "POST" and formset.is_valid():
        save_rewards(programme=page.programme, rewards=formset.lines(), actor=page.user)
        return page.done(request, _("The rewards are saved."), "programmes:rewards")
    context = page.context(
        formset=formset,
        stored=stored,
        costs=running_costs(page.programme),
        shelves=catalogue_shelves({line.title for line in stored}),
        principles=PRINCIPLES,
    )
    return render(request, "programmes/rewards.html", context)


@login_required
@require_POST
def add(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Add a reward of the catalogue."""
    page = open_plan(request, slug, "rewards")
    reward = add_reward_from_catalogue(programme=page.programme, code=code, actor=page.user)
    words = _("“%(title)s” is added. Put your own cost in, and say for which places it is.") % {"title": reward.title}
    return page.done(request, words, "programmes:rewards")
