"""The calibration round as a judge sees it: the samples to score, their sheets, and what the panel gave."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import person_of
from accounts.models import User
from judging.enums import RoundState
from judging.forms import SheetForm
from judging.models import CalibrationRound, Sample, SampleSheet, Seat
from judging.queries.samples.links import samples_of
from judging.queries.samples.sheets import held_on_sample, judges_rounds, own_round, samples_to_score, seat_in, sheet_of
from judging.queries.samples.spread import spread_page
from judging.queries.samples.stories import sample_stories_of
from judging.queries.sheets import criteria_of
from judging.refusals import Unscored
from judging.services.samples.scoring import SampleSaved, save_sample, send_samples
from judging.views.cycles import terms_first
from judging.views.saving import saved_whole, sheet_form, touched
from judging.views.sheets import asked_in


@login_required
def own_samples(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A judge's samples, and how far they are; POST sends them all."""
    one, seat = _own(request, slug, name)
    cycle = one.panel.cycle
    missing: list[str] = []
    if request.method == "POST":
        try:
            send_samples(one=one, seat=seat, actor=person_of(request))
        except Unscored as refusal:
            missing = refusal.missing
        else:
            messages.success(request, _("Your samples are sent, and your own stories are open."))
            return redirect("judging:samples_panel", slug=slug, name=name)
    own = own_round(one, seat)
    context = {
        "own": own,
        "cycle": cycle,
        "missing": missing,
        "sees_panel": _sees_panel(own.sent, one),
        "here": "judge",
    }
    return render(request, "judging/samples.html", context, status=422 if missing else 200)


@login_required
@require_GET
def panel_spread(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What the panel gave the samples; only for a judge who has sent theirs, or once nobody can send any more."""
    one, seat = _own(request, slug, name)
    sent = SampleSheet.objects.filter(seat=seat, sample__round=one, sent_at__isnull=False).exists()
    if not _sees_panel(sent, one) or one.panel.cycle.rulebook is None:
        messages.info(request, _("You see what the others gave once you have sent your own samples."))
        return redirect("judging:samples", slug=slug, name=name)
    page = spread_page(one, one.panel.cycle.rulebook, own=seat)
    return render(
        request, "judging/samples_panel.html", {"page": page, "cycle": one.panel.cycle, "one": one, "here": "judge"}
    )


@login_required
def sample_sheet(request: HttpRequest, sample: int) -> HttpResponse:
    """The sheet of one sample: the same face as a score sheet. POST saves without JavaScript and goes on."""
    found, sheet = _own_sheet(request, sample)
    if request.method == "POST":
        return _saved_without_script(request, found, sheet)
    return render(request, "judging/sample.html", _context(found, sheet))


@login_required
@require_POST
def save(request: HttpRequest, sample: int) -> JsonResponse:
    """One touch of a sample's sheet, saved; answers as a score sheet's touch does."""
    found, sheet = _own_sheet(request, sample)
    form = sheet_form(request, found.round.panel.cycle.rulebook, held_on_sample(sheet))
    return touched(form, lambda words: _save(request, found, sheet, form, words))


def _own(request: HttpRequest, slug: str, name: str) -> tuple[CalibrationRound, Seat]:
    """The round of this cycle and this person's seat in it; the terms come first. Raises Http404 where they do not judge."""
    person = person_of(request)
    terms_first(Seat.objects.filter(judge=person, panel__cycle__programme__slug=slug, panel__cycle__name=name))
    rounds = judges_rounds(person).filter(panel__cycle__programme__slug=slug, panel__cycle__name=name)
    one = get_object_or_404(rounds.distinct())
    return one, _seat(one, person)


def _own_sheet(request: HttpRequest, pk: int) -> tuple[Sample, SampleSheet]:
    person = person_of(request)
    sample = get_object_or_404(samples_to_score(person), pk=pk)
    return sample, sheet_of(sample, _seat(sample.round, person))


def _seat(one: CalibrationRound, person: User) -> Seat:
    seat = seat_in(one, person)
    if seat is None:
        raise Http404
    seat.panel = one.panel
    return seat


def _sees_panel(sent: bool, one: CalibrationRound) -> bool:
    return sent or one.state == RoundState.CLOSED


def _save(
    request: HttpRequest, sample: Sample, sheet: SampleSheet, form: SheetForm, comments: Mapping[str, str]
) -> SampleSaved:
    return save_sample(
        sample=sample,
        seat=sheet.seat,
        values=form.values,
        comments=comments,
        comment=form.comment_given,
        version=form.cleaned_data["version"],
        actor=person_of(request),
    )


def _saved_without_script(request: HttpRequest, sample: Sample, sheet: SampleSheet) -> HttpResponse:
    held = held_on_sample(sheet)
    form = sheet_form(request, sample.round.panel.cycle.rulebook, held)
    saved, alone = saved_whole(request, form, held, lambda words: _save(request, sample, sheet, form, words))
    if saved is not None and alone:
        return render(request, "judging/sample.html", _context(sample, saved.sheet, typed=alone), status=422)
    if saved is None or "next" not in request.POST:
        return redirect("judging:sample", sample=sample.pk)
    following = _neighbours(sample)[1]
    if following is not None:
        return redirect("judging:sample", sample=following)
    return redirect(samples_of(sample.round.panel.cycle))


def _context(sample: Sample, sheet: SampleSheet, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the page shows; ``typed`` are words by criterion code that could not be kept."""
    cycle = sample.round.panel.cycle
    criteria = criteria_of(sample.category)
    scores = {score.criterion_id: score for score in sheet.scores.all()} if sheet.pk else {}
    words = {criterion: score.comment for criterion, score in scores.items()}
    words |= {criterion.pk: typed[criterion.code] for criterion in criteria if typed and criterion.code in typed}
    values = {criterion: score.value for criterion, score in scores.items()}
    before, following, count = _neighbours(sample)
    return {
        "sample": sample,
        "sheet": sheet,
        "sheet_key": f"sample-{sample.pk}-{sheet.seat_id}",
        "cycle": cycle,
        "story": sample_stories_of([sample])[sample.pk],
        "asked": asked_in(sample.category, criteria, values, words, cycle.rulebook),
        "left": [criterion.title for criterion in criteria if criterion.pk not in values],
        "scored": len(values),
        "criteria": len(criteria),
        "before": before,
        "following": following,
        "count": count,
        "open": sample.round.state == RoundState.OPEN and sheet.sent_at is None,
        "post_to": reverse("judging:sample", args=[sample.pk]),
        "save_to": reverse("judging:sample_save", args=[sample.pk]),
        "all_samples": samples_of(cycle),
        "here": "judge",
    }


def _neighbours(sample: Sample) -> tuple[int | None, int | None, int]:
    """The sample before, the one after, and how many there are."""
    ids = list(sample.round.samples.order_by("number").values_list("pk", flat=True))
    at = ids.index(sample.pk)
    return ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None, len(ids)
