"""The rounds of a cycle: laid down by its managers, opened and closed by the chair or by them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import person_of
from judging.enums import RoundMode, RoundState
from judging.models import Round
from judging.queries.rounds.completeness import missing_to_close
from judging.queries.rounds.overview import rounds_overview
from judging.queries.rounds.plan import following, judges_in
from judging.queries.rounds.results import round_tables
from judging.queries.rounds.votes import voted_by_seat
from judging.queries.rounds.words import cut_in_words
from judging.round_forms import RoundForm
from judging.services.rounds.planning import PLANNING_STAGES, change_round, drop_round, plan_round
from judging.services.rounds.running import close_round, open_round
from judging.views.cycles import overseen_cycle, page_of, sight_of
from programmes.enums import Stage
from programmes.models import Cycle

ADDED = (RoundMode.QUALIFY, RoundMode.RANK, RoundMode.PAIR)


@login_required
@require_GET
def rounds(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Every round: what it asks, who goes through, how far it is."""
    cycle = overseen_cycle(request, slug, name, "judging.view_panel")
    standings = rounds_overview(cycle)
    begun = any(one.round.state != RoundState.PLANNED for one in standings)
    plans = request.user.has_perm("judging.manage_panel", cycle)
    context = page_of(
        request,
        cycle,
        "judging",
        standings=standings,
        modes=ADDED,
        may_plan=plans and not begun and cycle.stage in PLANNING_STAGES,
        running=cycle.stage == Stage.JUDGING,
    )
    return render(request, "judging/rounds.html", context)


@login_required
def new(request: HttpRequest, slug: str, name: str, mode: str) -> HttpResponse:
    """Add a round of this mode."""
    cycle = overseen_cycle(request, slug, name, "judging.manage_panel")
    if mode not in {one.value for one in ADDED}:
        raise Http404
    form = RoundForm(request.POST or None, cycle=cycle, mode=mode)
    if request.method == "POST" and form.is_valid():
        after = form.cleaned_data["after"]
        plan_round(cycle=cycle, mode=mode, after_scoring=after, plan=form.plan, actor=person_of(request))
        messages.success(request, _("The round is laid down. It can be changed until judging begins."))
        return redirect("judging:rounds", slug=slug, name=name)
    context = page_of(request, cycle, "judging", form=form, mode=RoundMode(mode))
    return render(request, "judging/round_form.html", context)


@login_required
def change(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Lay a planned round down anew."""
    cycle = overseen_cycle(request, slug, name, "judging.manage_panel")
    one = _round(cycle, pk)
    form = RoundForm(request.POST or None, cycle=cycle, mode=one.mode, one=one)
    if request.method == "POST" and form.is_valid():
        change_round(one=one, plan=form.plan, actor=person_of(request))
        messages.success(request, _("The round is laid down so."))
        return redirect("judging:rounds", slug=slug, name=name)
    context = page_of(request, cycle, "judging", form=form, mode=RoundMode(one.mode), one=one)
    return render(request, "judging/round_form.html", context)


@login_required
def drop(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Take a planned round away, after asking once."""
    cycle = overseen_cycle(request, slug, name, "judging.manage_panel")
    one = _round(cycle, pk)
    if request.method == "POST":
        drop_round(one=one, actor=person_of(request))
        messages.success(request, _("The round is gone."))
        return redirect("judging:rounds", slug=slug, name=name)
    return render(request, "judging/round_drop.html", page_of(request, cycle, "judging", one=one))


@login_required
@require_POST
def open_now(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Open a round; its judges are told."""
    cycle = overseen_cycle(request, slug, name, "judging.run_rounds")
    open_round(one=_round(cycle, pk), actor=person_of(request))
    messages.success(request, _("The round is open and its judges are told."))
    return redirect("judging:rounds", slug=slug, name=name)


@login_required
def close(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """How far the votes are and what closing means; POST closes and counts."""
    cycle = overseen_cycle(request, slug, name, "judging.run_rounds")
    one = _round(cycle, pk)
    if request.method == "POST":
        close_round(one=one, actor=person_of(request))
        messages.success(request, _("The round is closed and counted."))
        return redirect("judging:round_result", slug=slug, name=name, pk=pk)
    voted = voted_by_seat(one)
    context = page_of(
        request,
        cycle,
        "judging",
        one=one,
        rule=cut_in_words(one),
        missing=missing_to_close(one) if one.is_open else [],
        judges=[(seat, voted.get(seat.pk, 0)) for seat in judges_in(one)],
        after=following(one),
    )
    return render(request, "judging/round_close.html", context)


@login_required
@require_GET
def result(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """What came of a closed round: every entry with its votes, and whether it went through."""
    cycle = overseen_cycle(request, slug, name, "judging.run_rounds")
    one = _round(cycle, pk)
    sight = sight_of(request, cycle)
    closed = one.state == RoundState.CLOSED
    context = page_of(
        request,
        cycle,
        "judging",
        one=one,
        rule=cut_in_words(one),
        closed=closed,
        tables=round_tables(one, sight) if closed else [],
        hidden=len(sight.aside.entries),
        own=bool(sight.aside.own),
    )
    return render(request, "judging/round_result.html", context)


def _round(cycle: Cycle, pk: int) -> Round:
    one = get_object_or_404(Round.objects.prefetch_related("seats"), cycle=cycle, pk=pk)
    one.cycle = cycle
    return one
