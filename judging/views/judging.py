from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import load, person_of
from judging.enums import AssignmentState
from judging.forms import ReasonForm, RulingForm, SeatForm
from judging.models import Assignment, Conflict, Seat
from judging.queries.aside import Aside
from judging.queries.chairs import to_rule_on
from judging.queries.conflicts import conflicts_of
from judging.queries.progress import progress_by_seat, progress_together
from judging.queries.quorum import answers_of, short_of_quorum
from judging.queries.readiness import before_judging
from judging.queries.seats import seats_of
from judging.queries.stood_aside import conflicts_listed
from judging.services.assigning import ASSIGNING_STAGES, assign_judges
from judging.services.filling import leave_panel, rule_and_fill
from judging.services.panels import seat_judge
from judging.services.planning import plan_assignment
from judging.services.scoring import reopen_sheet
from judging.stages import SEATING_STAGES
from judging.views.cycles import overseen_cycle, page_of, sight_of
from programmes.enums import Stage
from programmes.models import Cycle

BEFORE_JUDGING = (Stage.OPEN, Stage.SCREENING)
# A panel may have hundreds of seats, and their people and teams dozens of columns.
SHOWN_OF_A_SEAT = (
    "role",
    "cap",
    "signed_at",
    "panel__cycle",
    "judge__full_name",
    "judge__is_external",
    "judge__team__name",
)


@login_required
@require_GET
def seats(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The panel of a cycle: who sits, how far each is, the conflicts, and where a sheet can be reopened."""
    cycle = overseen_cycle(request, slug, name, "judging.view_panel")
    chairs = request.user.has_perm("judging.chair", cycle)
    panel = progress_by_seat(cycle, seats_of(cycle).prefetch_related("preferred").only(*SHOWN_OF_A_SEAT))
    sight = sight_of(request, cycle)
    conflicts = sight.conflicts(conflicts_listed(cycle, private=chairs))
    context = page_of(
        request,
        cycle,
        "judging",
        panel=panel,
        progress=progress_together(panel),
        missing=before_judging(cycle) if cycle.stage in BEFORE_JUDGING else [],
        conflicts=conflicts,
        told=[one for one in conflicts if not one.stands_by_rule],
        by_rule=[one for one in conflicts if one.stands_by_rule],
        answers=answers_of(cycle),
        quorum=short_of_quorum(cycle),
        may_assign=cycle.stage in ASSIGNING_STAGES,
        may_rule=to_rule_on(person_of(request), cycle, conflicts, sight.aside)
        if chairs and cycle.stage in SEATING_STAGES
        else set(),
        sent=_sent_in_words(cycle, sight.aside) if chairs and cycle.stage == Stage.JUDGING else [],
    )
    context["may_seat"] = context["rail"] is not None and cycle.stage in SEATING_STAGES
    return render(request, "judging/judging.html", context)


@login_required
def seat(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Seat somebody; they are invited at once."""
    cycle = overseen_cycle(request, slug, name, "judging.manage_panel")
    form = SeatForm(request.POST or None, cycle=cycle, initial={"email": request.GET.get("email", "")})
    if request.method == "POST" and form.is_valid():
        made = seat_judge(
            cycle=cycle,
            judge=form.cleaned_data["email"],
            role=form.cleaned_data["role"],
            categories=list(form.cleaned_data["categories"]),
            preferred=list(form.cleaned_data["preferred"]),
            cap=form.cleaned_data["cap"],
            actor=request.user,  # type: ignore[arg-type]  # login_required
        )
        messages.success(request, _("%(name)s has a seat and is invited.") % {"name": made.judge.full_name})
        return redirect("judging:seats", slug=slug, name=name)
    return render(request, "judging/seat.html", page_of(request, cycle, "judging", form=form))


@login_required
def leave(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """End a seat, after asking once."""
    cycle = overseen_cycle(request, slug, name, "judging.manage_panel")
    left = load(request, Seat.objects.filter(panel__cycle=cycle).select_related("judge"), "judging.manage_panel", pk=pk)
    if request.method == "POST":
        problems = leave_panel(seat=left, actor=request.user)  # type: ignore[arg-type]  # login_required
        messages.success(request, _("%(name)s has left the panel.") % {"name": left.judge.full_name})
        for problem in problems:
            messages.warning(request, problem)
        return redirect("judging:seats", slug=slug, name=name)
    return render(request, "judging/leave.html", page_of(request, cycle, "judging", seat=left))


@login_required
def rule(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """The chair upholds or clears a conflict."""
    cycle = overseen_cycle(request, slug, name, "judging.view_panel")
    conflict: Conflict = load(request, conflicts_of(cycle), "judging.rule_on_conflict", pk=pk)
    sight = sight_of(request, cycle)
    sight.seal([conflict.entry])
    form = RulingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rule_and_fill(
            conflict=conflict,
            uphold=form.cleaned_data["ruling"] == "uphold",
            reason=form.cleaned_data["reason"],
            actor=request.user,  # type: ignore[arg-type]  # login_required
        )
        messages.success(request, _("Your ruling is recorded."))
        return redirect("judging:seats", slug=slug, name=name)
    return render(
        request,
        "judging/rule.html",
        page_of(request, cycle, "judging", form=form, conflict=conflict, reason=sight.words(conflict.reason)),
    )


@login_required
def assign(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What assigning would do, with loads and problems; POST does it."""
    cycle = overseen_cycle(request, slug, name, "judging.assign")
    if request.method == "POST":
        planned = assign_judges(cycle=cycle, actor=request.user)  # type: ignore[arg-type]  # login_required
        words = _("%(added)d sheets assigned, %(released)d taken back.")
        messages.success(request, words % {"added": len(planned.added), "released": len(planned.released)})
        return redirect("judging:seats", slug=slug, name=name)
    context = page_of(
        request, cycle, "judging", planned=plan_assignment(cycle), may_assign=cycle.stage in ASSIGNING_STAGES
    )
    return render(request, "judging/assign.html", context)


@login_required
def reopen(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """The chair gives a sent sheet back, with a reason."""
    cycle = overseen_cycle(request, slug, name, "judging.view_panel")
    sheet = load(request, _sent(cycle), "judging.reopen", pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reopen_sheet(sheet=sheet, reason=form.cleaned_data["reason"], actor=request.user)  # type: ignore[arg-type]  # login_required
        messages.success(request, _("The sheet is open again and its judge knows why."))
        return redirect("judging:seats", slug=slug, name=name)
    return render(request, "judging/reopen.html", page_of(request, cycle, "judging", form=form, sheet=sheet))


def _sent_in_words(cycle: Cycle, aside: Aside) -> QuerySet[Assignment, Any]:
    """The sheets that were sent, as plain values: there are thousands on a large panel. Without what is kept from the reader."""
    sent = _sent(cycle).exclude(entry__in=aside.entries).exclude(entry__category__in=aside.own)
    return sent.values("pk", judge=F("seat__judge__full_name"), reference=F("entry__reference"))


def _sent(cycle: Cycle) -> QuerySet[Assignment]:
    sheets = Assignment.objects.filter(seat__panel__cycle=cycle, state=AssignmentState.SUBMITTED)
    return sheets.select_related("seat__judge", "seat__panel__cycle__programme", "entry__cycle__programme").order_by(
        "seat__judge__full_name", "entry__reference"
    )
