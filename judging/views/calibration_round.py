"""The calibration round as the chair and the managers see it: choose, open, follow, close."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import person_of, require
from judging.enums import RoundState, SampleSource
from judging.forms import ReasonForm
from judging.models import CalibrationRound, Sample
from judging.models.calibration_round import MOST_SAMPLES
from judging.queries.samples.library import sample_stories
from judging.queries.samples.offered import MOST_OFFERED, entries_offered
from judging.queries.samples.plan import Turn, is_ready, may_choose, round_of, scoring_has_begun, turns_of
from judging.queries.samples.spread import SpreadPage, spread_page
from judging.queries.samples.stories import sample_stories_of, written
from judging.queries.stories import stories_of
from judging.sample_forms import SampleForm
from judging.services.samples.choosing import choose_earlier, choose_from_library, drop_sample, write_sample
from judging.services.samples.running import close_calibration, let_begin, open_calibration
from judging.views.cycles import overseen_cycle, page_of
from programmes.models import Category, Cycle


@login_required
def calibration(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What the round is, its samples, how far each judge is, and what they gave once all have sent or it is closed."""
    cycle = overseen_cycle(request, slug, name, "judging.run_rounds")
    one = round_of(cycle)
    samples = list(one.samples.all()) if one else []
    stories = sample_stories_of(samples)
    turns = turns_of(one) if one else []
    choosing = may_choose(cycle, one)
    late = choosing and scoring_has_begun(cycle)
    choosing = choosing and not (late and not samples)
    context = page_of(
        request,
        cycle,
        "judging",
        one=one,
        samples=[(sample, stories[sample.pk]) for sample in samples],
        turns=turns,
        sent=sum(turn.sent for turn in turns),
        held=sum(not turn.done for turn in turns),
        sources=SampleSource.choices if choosing and not late and len(samples) < MOST_SAMPLES else [],
        choosing=choosing,
        late=late,
        may_open=one is not None and choosing and not late and is_ready(len(samples)),
        chairs=one is not None and one.state == RoundState.OPEN and request.user.has_perm("judging.chair", cycle),
        page=_spread(cycle, one, turns),
    )
    return render(request, "judging/calibration.html", context)


@login_required
def add(request: HttpRequest, slug: str, name: str, source: str) -> HttpResponse:
    """Choose a sample from one of the three sources; POST takes it."""
    cycle = overseen_cycle(request, slug, name, "judging.run_rounds")
    if source not in SampleSource.values:
        raise Http404
    form = SampleForm(request.POST or None, cycle=cycle) if source == SampleSource.WRITTEN else None
    if request.method == "POST" and _take(request, cycle, source, form):
        messages.success(request, _("The sample is added."))
        return redirect("judging:calibration", slug=slug, name=name)
    context = page_of(request, cycle, "judging", source=SampleSource(source), form=form)
    if source == SampleSource.EARLIER:
        offered = list(entries_offered(cycle)[:MOST_OFFERED])
        stories = stories_of(offered, blind=True)
        context["offered"] = [(entry, stories[entry.pk]) for entry in offered]
    elif source == SampleSource.LIBRARY:
        context["library"] = _library(cycle)
    return render(request, "judging/calibration_add.html", context)


@login_required
def sample(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """One sample as judges read it; POST takes it out."""
    cycle = overseen_cycle(request, slug, name, "judging.run_rounds")
    one = round_of(cycle)
    samples = Sample.objects.select_related("category", "entry__cycle", "entry__person__team", "entry__team")
    found = get_object_or_404(samples, round=one, pk=pk) if one else None
    if one is None or found is None:
        raise Http404
    found.round = one
    if request.method == "POST":
        drop_sample(sample=found, actor=person_of(request))
        messages.success(request, _("The sample is taken out."))
        return redirect("judging:calibration", slug=slug, name=name)
    context = page_of(
        request,
        cycle,
        "judging",
        sample=found,
        story=sample_stories_of([found])[found.pk],
        tests=sample_stories()[found.key].tests if found.key in sample_stories() else "",
        choosing=may_choose(cycle, one),
    )
    return render(request, "judging/calibration_sample.html", context)


@login_required
@require_POST
def open_now(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Open the round; its judges are told."""
    cycle = overseen_cycle(request, slug, name, "judging.run_rounds")
    open_calibration(one=_round(cycle), actor=person_of(request))
    messages.success(request, _("The calibration round is open, and its judges are told."))
    return redirect("judging:calibration", slug=slug, name=name)


@login_required
def close(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Close the round, after asking once; with a reason where somebody is still at it."""
    cycle = overseen_cycle(request, slug, name, "judging.run_rounds")
    one = _round(cycle)
    left = [turn for turn in turns_of(one) if not turn.done]
    form = ReasonForm(request.POST or None) if left else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        close_calibration(one=one, actor=person_of(request), reason=reason)
        messages.success(request, _("The calibration round is closed: every judge may score."))
        return redirect("judging:calibration", slug=slug, name=name)
    context = page_of(request, cycle, "judging", one=one, left=left, form=form)
    return render(request, "judging/calibration_close.html", context)


@login_required
def let_start(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """The chair lets one judge begin without the samples, with a reason."""
    cycle = overseen_cycle(request, slug, name, "judging.run_rounds")
    require(request, "judging.chair", cycle)
    one = _round(cycle)
    turn = next((turn for turn in turns_of(one) if turn.seat.pk == pk and not turn.done), None)
    if turn is None or one.state != RoundState.OPEN:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        let_begin(one=one, seat=turn.seat, reason=form.cleaned_data["reason"], actor=person_of(request))
        messages.success(request, _("%(name)s may begin.") % {"name": turn.seat.judge.full_name})
        return redirect("judging:calibration", slug=slug, name=name)
    context = page_of(request, cycle, "judging", seat=turn.seat, form=form)
    return render(request, "judging/calibration_let_begin.html", context)


def _round(cycle: Cycle) -> CalibrationRound:
    one = round_of(cycle)
    if one is None:
        raise Http404
    return one


def _spread(cycle: Cycle, one: CalibrationRound | None, turns: list[Turn]) -> SpreadPage | None:
    """Not while judges are at it: a chair who knows the scores could sway those to come."""
    if one is None or cycle.rulebook is None or one.state == RoundState.PLANNED:
        return None
    if one.state == RoundState.OPEN and not (turns and all(turn.done for turn in turns)):
        return None
    page = spread_page(one, cycle.rulebook)
    return page if page.judges else None


def _take(request: HttpRequest, cycle: Cycle, source: str, form: SampleForm | None) -> bool:
    """Add what was sent; False where a form has to be shown again."""
    actor = person_of(request)
    if source == SampleSource.EARLIER:
        entry = get_object_or_404(entries_offered(cycle), reference=request.POST.get("entry"))
        choose_earlier(cycle=cycle, entry=entry, actor=actor)
    elif source == SampleSource.LIBRARY:
        category = get_object_or_404(Category, rulebook=cycle.rulebook_id, code=request.POST.get("category"))
        choose_from_library(cycle=cycle, category=category, key=request.POST.get("key", ""), actor=actor)
    elif form is not None and form.is_valid():
        write_sample(cycle=cycle, actor=actor, **form.cleaned_data)
    else:
        return False
    return True


def _library(cycle: Cycle) -> list[dict[str, Any]]:
    """The library's stories that a category of this cycle has the criteria for, each with these categories."""
    taken = set(Sample.objects.filter(round__panel__cycle=cycle).exclude(key="").values_list("key", flat=True))
    categories = list(Category.objects.filter(rulebook=cycle.rulebook_id))
    return [
        {"one": one, "story": written(one.title, one.story), "categories": fit}
        for one in sample_stories().values()
        if one.key not in taken and (fit := [category for category in categories if category.nominee == one.kind])
    ]
