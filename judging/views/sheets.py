from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import person_of, require
from judging.enums import AssignmentState, Confidence
from judging.forms import SheetForm, StandAsideForm
from judging.models import Assignment, Seat
from judging.queries.samples.links import samples_of
from judging.queries.sheets import (
    Held,
    criteria_of,
    held_on,
    own_order,
    scores_on,
    sheet_to_open,
    sheet_to_touch,
    words_of_levels,
)
from judging.queries.stories import stories_of
from judging.refusals import SamplesFirst
from judging.services.filling import stand_aside as stand_aside_from
from judging.services.scoring import Saved, save_scores
from judging.views.cycles import terms_first
from judging.views.saving import saved_whole, sheet_form, touched
from prepared import Prepared
from programmes.enums import Stage
from programmes.models import Category, Criterion, Rulebook

MOST_POINTS_SHOWN = 11


@dataclass(frozen=True)
class Point:
    """One value of the scale, with the words that say what it looks like, if the rules have some."""

    value: int
    words: str
    chosen: bool


@dataclass(frozen=True)
class Asked:
    """One criterion of the sheet. ``points`` is empty where the scale is too long to show; a number is typed then."""

    criterion: Criterion
    points: list[Point]
    value: Decimal | None
    comment: str = ""

    @property
    def layout(self) -> str:
        """How the points stand: in a row with words under the first, middle and last, or one beneath the other where
        every point has words, for five texts side by side can't be read.
        """
        worded = sum(bool(point.words) for point in self.points)
        if worded > 3:
            return "scale-worded"
        return "" if len(self.points) == 5 else "scale-even"


@login_required
def sheet(request: HttpRequest, sheet: int) -> HttpResponse:
    """The score sheet: the story left, the criteria right. POST saves without JavaScript and goes on."""
    found = own_sheet(request, sheet_to_open, sheet)
    samples_first(found)
    if request.method == "POST":
        return _saved_without_script(request, found)
    return render(request, "judging/sheet.html", _sheet_context(found, criteria_of(found.entry.category)))


@login_required
@require_POST
def save(request: HttpRequest, sheet: int) -> JsonResponse:
    """One touch of the sheet, saved; answers with the time, the new version and what another tab had saved before."""
    found = own_sheet(request, sheet_to_touch, sheet)
    held = held_on(found)
    form = sheet_form(request, found.seat.panel.cycle.rulebook, held)
    return touched(form, lambda words: _save(request, found, form, words, held))


@login_required
def stand_aside(request: HttpRequest, sheet: int) -> HttpResponse:
    """Declare a conflict: one click to come here, one to confirm."""
    found = own_sheet(request, sheet_to_open, sheet)
    form = StandAsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stand_aside_from(seat=found.seat, entry=found.entry, reason=form.reason, actor=request.user)  # type: ignore[arg-type]  # login_required
        messages.success(
            request,
            _("You stand aside from %(entry)s. The chair reads why; nobody holds it against you.")
            % {"entry": found.entry.reference},
        )
        return redirect(f"{reverse('judging:panel')}?cycle={found.seat.panel.cycle.label}")
    return render(request, "judging/stand_aside.html", {"sheet": found, "form": form, "here": "judge"})


def own_sheet(request: HttpRequest, own: Prepared[Assignment], pk: int) -> Assignment:
    """A judge's own sheet; where they have still to sign, the terms come first. 404 for anybody else."""
    judge = person_of(request)
    sheet = own.first(judge=judge.pk, sheet=pk)
    if sheet is None:
        terms_first(Seat.objects.filter(judge=judge, assignments=pk))
        raise Http404
    require(request, "judging.open_sheet", sheet)
    sheet.entry.cycle = sheet.seat.panel.cycle  # the same one, which the trail asks for
    sheet.seat.judge = judge  # whose sheets ``own`` are
    return sheet


def samples_first(sheet: Assignment) -> None:
    """Raise SamplesFirst where the calibration round keeps the sheet closed; a sent one is its judge's to read."""
    if getattr(sheet, "held_back", False) and sheet.state != AssignmentState.SUBMITTED:
        raise SamplesFirst(
            _("Score the samples first: your own stories open when you have sent them."),
            go_to=samples_of(sheet.seat.panel.cycle),
        )


def _save(
    request: HttpRequest, found: Assignment, form: SheetForm, comments: Mapping[str, str], held: dict[str, Held]
) -> Saved:
    return save_scores(
        sheet=found,
        values=form.values,
        comments=comments,
        version=form.cleaned_data["version"],
        comment=form.comment_given,
        confidence=form.confidence_given,
        actor=request.user,  # type: ignore[arg-type]  # login_required
        held=held,
    )


def _saved_without_script(request: HttpRequest, found: Assignment) -> HttpResponse:
    held = held_on(found)
    form = sheet_form(request, found.seat.panel.cycle.rulebook, held)
    saved, alone = saved_whole(request, form, held, lambda words: _save(request, found, form, words, held))
    if saved is not None and alone:
        criteria = criteria_of(found.entry.category)
        return render(request, "judging/sheet.html", _sheet_context(saved.sheet, criteria, typed=alone), status=422)
    following = _neighbours(found)[1]
    if saved is not None and "next" in request.POST and following is not None:
        return redirect("judging:sheet", sheet=following)
    return redirect("judging:sheet", sheet=found.pk)


def _sheet_context(
    found: Assignment, criteria: list[Criterion], typed: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What the page shows; ``typed`` are words by criterion code that could not be kept."""
    cycle = found.seat.panel.cycle
    blind = cycle.rulebook is None or cycle.rulebook.blind
    scores = scores_on(sheet=found.pk)
    values = {criterion: value for criterion, value, _comment in scores}
    words = {criterion: comment for criterion, _value, comment in scores}
    words |= {criterion.pk: typed[criterion.code] for criterion in criteria if typed and criterion.code in typed}
    before, following, number, count = _neighbours(found)
    return {
        "sheet": found,
        "cycle": cycle,
        "story": stories_of([found.entry], blind=blind)[found.entry_id],
        "blind": blind,
        "asked": asked_in(found.entry.category, criteria, values, words, cycle.rulebook),
        "left": [criterion.title for criterion in criteria if criterion.pk not in values],
        "scored": len(values),
        "criteria": len(criteria),
        "before": before,
        "following": following,
        "number": number,
        "count": count,
        "open": cycle.stage == Stage.JUDGING and found.state != AssignmentState.SUBMITTED,
        "confidences": Confidence.choices,
        "post_to": reverse("judging:sheet", args=[found.pk]),
        "save_to": reverse("judging:save", args=[found.pk]),
        "here": "judge",
    }


def asked_in(
    category: Category,
    criteria: list[Criterion],
    values: Mapping[int, Decimal],
    comments: Mapping[int, str],
    rulebook: Rulebook | None,
) -> list[Asked]:
    """The criteria of a category as the page of a sheet asks for them; ``values`` and ``comments`` by criterion."""
    low, high = (rulebook.scale_low, rulebook.scale_high) if rulebook else (0, 0)
    scale = range(low, high + 1) if high - low < MOST_POINTS_SHOWN else range(0)
    levels = words_of_levels(category) if scale else {}
    asked = []
    for criterion in criteria:
        value, words = values.get(criterion.pk), levels.get(criterion.pk, {})
        points = [Point(point, words.get(point, ""), value == point) for point in scale]
        asked.append(Asked(criterion, points, value, comments.get(criterion.pk, "")))
    return asked


def _neighbours(found: Assignment) -> tuple[int | None, int | None, int, int]:
    """The sheet before, the one after, this one's number and how many there are, in the judge's own order."""
    ids = own_order(found.seat)
    at = ids.index(found.pk)
    before = ids[at - 1] if at else None
    following = ids[at + 1] if at + 1 < len(ids) else None
    return before, following, at + 1, len(ids)
