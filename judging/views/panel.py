from collections.abc import Container
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from accounts.access import load
from judging.calculations.totals import Totals, totals_of
from judging.models import Seat
from judging.queries.aside import aside_of
from judging.queries.panel_page import panel_page, seats_to_judge
from judging.queries.remarks import remarks_of
from judging.queries.score_table import score_table
from judging.queries.seats import seats_of, sits_for
from judging.queries.sheets import own_sheets
from judging.queries.sight import judges_sight
from judging.services.scoring import submit_all
from judging.stages import SEATING_STAGES
from judging.views.cycles import terms_first
from judging.views.evening import own_table
from judging.views.panel_rows import in_the_chair, others_on, rows_of
from programmes.enums import Stage
from programmes.models import Cycle

SHOWS = ("left", "scored", "aside", "all")
SHORT_LIST = 50
AT_WORK = (Stage.OPEN, Stage.SCREENING, Stage.JUDGING, Stage.DELIBERATING)


@login_required
@require_GET
def panel(request: HttpRequest) -> HttpResponse:
    """A judge's list of entries, with how far they are; one cycle at a time, the one that closes first unless asked for."""
    seats, asked_to = seats_to_judge(request.user)  # type: ignore[arg-type]  # login_required
    if asked_to and not seats:
        return redirect("judging:terms", asked_to[0].pk)
    if not seats:
        return render(request, "judging/panel_empty.html", {"here": "judge"})
    asked = request.GET.get("cycle", "")
    seat = next((seat for seat in seats if seat.panel.cycle.label == asked), seats[0])
    page = panel_page(seat)
    shown = request.GET.get("show", "left" if page.left else "all")
    lists = {
        "left": page.left,
        "scored": [line for line in page.lines if line.complete],
        "all": page.lines,
    }
    lines = lists.get(shown, [])
    short = [] if request.GET.get("more") else lines[SHORT_LIST:]
    return render(
        request,
        "judging/panel.html",
        {
            "page": page,
            "seats": seats,
            "asked_to": asked_to,
            "at_work": [one for one in seats if one == seat or one.panel.cycle.stage in AT_WORK],
            "earlier": [one for one in seats if one != seat and one.panel.cycle.stage not in AT_WORK],
            "shown": shown,
            "rows": rows_of(lines if not short else lines[:SHORT_LIST]),
            "others": others_on(page),
            "in_the_chair": in_the_chair(page),
            "rest": len(short),
            "judging": page.cycle.stage == Stage.JUDGING,
            "meets": page.cycle.stage == Stage.DELIBERATING,
            "may_leave": page.cycle.stage in SEATING_STAGES,
            "here": "judge",
            "may_see_panel": bool(page.lines) and not page.unsent,  # the page of scores checks the right itself
        },
    )


@login_required
def even_out(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """All own sheets side by side before they are sent together; POST sends them."""
    seat = own_seat(request, slug, name)
    cycle = seat.panel.cycle
    if request.method == "POST":
        count = submit_all(cycle=cycle, actor=request.user)  # type: ignore[arg-type]  # login_required
        messages.success(
            request, ngettext("%(n)d score sheet is sent.", "%(n)d score sheets are sent.", count) % {"n": count}
        )
        return redirect(f"{reverse('judging:panel')}?cycle={cycle.label}")
    tables = own_table(own_sheets(seat.judge).filter(seat=seat))
    ready = any(not row.sent for table in tables for row in table.rows) and all(table.complete for table in tables)
    context = {
        "cycle": cycle,
        "tables": tables,
        "judging": cycle.stage == Stage.JUDGING,
        "here": "judge",
        "ready": ready,
    }
    return render(request, "judging/even_out.html", context)


@login_required
@require_GET
def panel_scores(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Everybody's totals, for a judge who has sent all of their own; without the entries from which they stand aside."""
    seat = own_seat(request, slug, name)
    cycle = seat.panel.cycle
    load(request, Cycle.objects.all(), "judging.see_panel_scores", pk=cycle.pk)
    names = {other.judge_id: other.judge.full_name for other in seats_of(cycle)}
    aside = aside_of(seat.judge, cycle)
    hidden = aside.references
    tables = []
    for category in cycle.rulebook.categories.all() if cycle.rulebook else []:
        if sits_for(seat, category) and cycle.rulebook and category.pk not in aside.own:
            totals = totals_of(score_table(cycle, category, cycle.rulebook))
            remarks = remarks_of(cycle, category, hidden=hidden, sight=judges_sight(cycle))
            tables.append((category, *_grid(totals, names, hidden), remarks))
    return render(
        request,
        "judging/panel_scores.html",
        {"cycle": cycle, "tables": tables, "own": bool(aside.own), "here": "judge"},
    )


def _grid(
    totals: Totals, names: dict[int, str], hidden: Container[str]
) -> tuple[list[str], list[tuple[str, list[Any]]]]:
    """Judges' names, and a row of totals by entry."""
    given = {
        (totals.entries[entry], int(totals.judges[judge])): value
        for entry, judge, value in zip(totals.entry.tolist(), totals.judge.tolist(), totals.value.tolist(), strict=True)
    }
    judges = [int(judge) for judge in totals.judges]
    rows = [(entry, [given.get((entry, judge)) for judge in judges]) for entry in totals.entries if entry not in hidden]
    return [names.get(judge, _("Left the panel")) for judge in judges], rows


def own_seat(request: HttpRequest, slug: str, name: str) -> Seat:
    """The seat of this cycle that the person has; where they have still to sign, the terms come first."""
    seats = _own_seats(request).filter(panel__cycle__programme__slug=slug, panel__cycle__name=name)
    terms_first(seats)
    return load(request, seats, "judging.sit")


def _own_seats(request: HttpRequest) -> QuerySet[Seat]:
    seats = Seat.objects.filter(judge=request.user, left_at=None)  # type: ignore[misc]  # login_required
    return seats.select_related("panel__cycle__programme", "panel__cycle__rulebook", "judge")
