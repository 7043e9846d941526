from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programmes.forms.plan import RewardForm
from programmes.plans.row_stamps import stamped_values
from programmes.queries.plans import rewards_of
from programmes.queries.reward_guidance import PRINCIPLES, catalogue_shelves
from programmes.queries.running_costs import running_costs
from programmes.services.rewards import add_reward_from_catalogue, remove_reward, save_reward
from programmes.views.plan_page import PlanPage, open_plan
from programmes.views.row_page import RowPage


@login_required
def rewards(request: HttpRequest, slug: str) -> HttpResponse:
    """What each place brings, money or not, what that costs, and a catalogue to add from."""
    page = open_plan(request, slug, "rewards")
    costs = running_costs(page.programme)
    context = page.context(
        costs=costs,
        shelves=catalogue_shelves({line.reward.title for line in costs.rewards}),
        principles=PRINCIPLES,
    )
    return render(request, "programmes/rewards.html", context)


@login_required
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down a reward of one's own."""
    page = open_plan(request, slug, "rewards")
    return _reward(request, page, RewardForm(request.POST or None))


@login_required
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change one reward."""
    page = open_plan(request, slug, "rewards")
    stored = next((line for line in rewards_of(page.programme) if line.pk == pk), None)
    if stored is None and request.method != "POST":
        raise Http404
    values = stamped_values(stored) if stored else {}
    return _reward(request, page, RewardForm(request.POST or None, initial=values), pk)


@login_required
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask once, then take a reward off the list."""
    page = open_plan(request, slug, "rewards")
    reward = get_object_or_404(page.programme.rewards.select_related("programme"), pk=pk)
    if request.method == "POST":
        remove_reward(reward=reward, actor=page.user)
        return page.done(request, _("“%(title)s” is removed.") % {"title": reward.title}, "programmes:rewards")
    context = page.context(
        base_template="base_manage.html",
        title=_("Remove “%(title)s”?") % {"title": reward.title},
        text=_("What you wrote about it is lost, and no winner gets it. Results that are out already are not touched."),
        button=_("Remove the reward"),
        cancel_url=reverse("programmes:reward", args=[slug, pk]),
    )
    return render(request, "confirm.html", context)


@login_required
@require_POST
def add(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Add a reward of the catalogue."""
    page = open_plan(request, slug, "rewards")
    reward = add_reward_from_catalogue(programme=page.programme, code=code, actor=page.user)
    words = _("“%(title)s” is added. Put your own cost in, and say for which places it is.") % {"title": reward.title}
    return page.done(request, words, "programmes:rewards")


def _reward(request: HttpRequest, page: PlanPage, form: RewardForm, pk: int | None = None) -> HttpResponse:
    row = RowPage(request, form, form.initial or None)
    programme, actor = page.programme, page.user
    if row.saved(lambda opened: save_reward(programme=programme, reward=form.line(pk), actor=actor, opened=opened)):
        return page.done(request, _("The reward is saved."), "programmes:rewards")
    context = page.context(**row.context(), stored=row.stored, pk=pk)
    return render(request, "programmes/reward.html", context, status=row.status)
