from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import load, person_of
from audit.refusals import Refused
from judging.calculations.outline import FIRST_ROWS, Outline, outline_of
from judging.enums import STANDING_CONFLICTS, ConflictSource, DecisionState
from judging.forms import DecisionForm, MeetingForm, ReasonForm
from judging.models import Decision, Deliberation, Result
from judging.queries.aside import NOTHING, categories_judged, may_stand_aside
from judging.queries.decisions import decisions_of
from judging.queries.entries import judged_entries, standing_entries
from judging.queries.nominated import Nominated, nominated
from judging.queries.results import newest_results
from judging.queries.results_page import decisions_on, meeting_on, minutes_on, names_of
from judging.queries.rounds.plan import ruling_round
from judging.queries.rounds.ruling import comparable_by_ruling, ruling_standings
from judging.queries.seats import seats_of
from judging.queries.sight import Sight
from judging.queries.stood_aside import ListedConflict, conflicts_listed
from judging.services.computing import compute_results
from judging.services.deciding import confirm_decision, propose_decision, withdraw_decision
from judging.services.deliberating import record_meeting
from judging.services.sensitivity import ask_how_firm
from judging.views.aside_lines import aside_lines
from judging.views.cycles import overseen_cycle, page_of, sight_of
from judging.views.long_page import render_long
from judging.views.minutes import category_to_decide
from judging.views.ranking import Ranking, ranking_of
from programmes.enums import Feedback, Stage
from programmes.models import Category, Cycle


@login_required
@require_GET
def results(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The ranking of every category, how far to trust it, who stood aside, the minutes and the decisions."""
    cycle = overseen_cycle(request, slug, name, "judging.view_panel")
    if not cycle.has_reached(Stage.DELIBERATING):
        return render(request, "judging/results_later.html", page_of(request, cycle, "results"))
    every = conflicts_listed(cycle, private=True)
    chairs = request.user.has_perm("judging.chair", cycle)
    conflicts = every if chairs else [one for one in every if one.source != ConflictSource.CLOSE]
    sight = sight_of(request, cycle)
    categories = categories_judged(cycle, person_of(request))
    if not may_stand_aside(person_of(request), categories, every):
        sight.aside = NOTHING
    most = None if request.GET.get("all") else FIRST_ROWS
    whole = most is None or bool(
        sight.aside
    )  # what was kept of a result shows its first rows, to who may see all of them
    computed = newest_results(cycle, cycle.rulebook.method if cycle.rulebook else "", whole=whole)
    shown = [one for pk, one in computed.items() if pk not in sight.aside.own]
    rankings = _rankings(shown, most, sight, every, kept=not whole)
    context = page_of(
        request,
        cycle,
        "results",
        computed=max((result.computed_at for result in computed.values()), default=None),
        deliberating=cycle.stage == Stage.DELIBERATING,
        ruled=ruling_round(cycle) if cycle.has_rounds else None,  # type: ignore[attr-defined]  # overseen_by
        meeting=meeting_on(cycle),
        sections=_sections(request, cycle, categories, conflicts, rankings, sight),
    )
    # Who sees this page manages, administers or chairs; an administrator proposes only from the chair.
    context["may_propose"] = context["manages"] or context["rail"] is None or chairs
    return render_long(request, "judging/results.html", context)


@login_required
@require_POST
def compute(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Compute again; the same scores give the same result."""
    cycle = overseen_cycle(request, slug, name, "judging.compute")
    for result in compute_results(cycle=cycle, actor=person_of(request)):
        ask_how_firm(result=result, actor=person_of(request))  # the report that justifies it says so
    messages.success(request, _("The results are computed from the sheets as they stand."))
    return redirect("judging:results", slug=slug, name=name)


@login_required
def meeting(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """When the panel met and who was there."""
    cycle = overseen_cycle(request, slug, name, "judging.deliberate")
    people = [seat.judge_id for seat in seats_of(cycle)] + list(cycle.programme.managers.values_list("pk", flat=True))
    known = Deliberation.objects.filter(cycle=cycle).first()
    there = list(known.attended.values_list("pk", flat=True)) if known else []
    initial = {"met_at": known.met_at, "attended": there} if known else {}
    form = MeetingForm(request.POST or None, people=people, known=there, initial=initial)
    if request.method == "POST" and form.is_valid():
        record_meeting(cycle=cycle, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # login_required
        messages.success(request, _("The meeting is recorded."))
        return redirect("judging:results", slug=slug, name=name)
    return render(request, "judging/meeting.html", page_of(request, cycle, "results", form=form))


@login_required
def propose(request: HttpRequest, slug: str, name: str, category: str) -> HttpResponse:
    """Propose who gets a place, and why."""
    cycle = overseen_cycle(request, slug, name, "judging.propose")
    found = category_to_decide(request, cycle, category)
    sight = sight_of(request, cycle)
    places = _open_places(cycle, found)
    entries = standing_entries(cycle).filter(category=found).exclude(pk__in=sight.aside.entries)
    form = DecisionForm(
        request.POST or None,
        category=found,
        places=places,
        entries=entries.exclude(decisions__in=decisions_of(cycle)).select_related("person", "team"),
        initial=_by_the_ranking(cycle, found, places),
        sight=sight,
    )
    if request.method == "POST" and form.is_valid():
        try:
            propose_decision(**form.cleaned_data, actor=request.user)  # type: ignore[arg-type]  # login_required
        except Refused as refusal:
            form.add_error(None, str(refusal))  # on the form, so that the reason that was written stays
        else:
            messages.success(request, _("Proposed. Another person confirms it."))
            return redirect("judging:results", slug=slug, name=name)
    return render(request, "judging/propose.html", page_of(request, cycle, "results", form=form, category=found))


@login_required
@require_POST
def confirm(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Confirm another person's proposal."""
    cycle = overseen_cycle(request, slug, name, "judging.view_results")
    decision = load(request, decisions_of(cycle), "judging.confirm", pk=pk)
    confirm_decision(decision=decision, actor=request.user)  # type: ignore[arg-type]  # login_required
    messages.success(request, _("Confirmed by two people."))
    return redirect("judging:results", slug=slug, name=name)


@login_required
def withdraw(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Take a decision back, with a reason."""
    cycle = overseen_cycle(request, slug, name, "judging.propose")
    decision = load(request, decisions_of(cycle), "judging.propose", pk=pk)
    sight_of(request, cycle).seal([decision.entry])
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_decision(decision=decision, reason=form.cleaned_data["reason"], actor=request.user)  # type: ignore[arg-type]  # login_required
        messages.success(request, _("The decision is withdrawn; it stays on record."))
        return redirect("judging:results", slug=slug, name=name)
    return render(request, "judging/withdraw.html", page_of(request, cycle, "results", form=form, decision=decision))


def _sections(
    request: HttpRequest,
    cycle: Cycle,
    categories: list[Category],
    conflicts: list[ListedConflict],
    rankings: dict[int, Ranking],
    sight: Sight,
) -> list[dict[str, Any]]:
    """One section a category that has entries: its ranking, who stood aside, its minutes and its decisions; nothing of one
    in which the reader is nominated, nor of an entry from which they stand aside.
    """
    minutes = minutes_on(cycle)
    aside, every = sight.aside, decisions_on(cycle)
    decisions = [one for one in every if one.entry_id not in aside.entries]
    promised = cycle.rulebook is not None and cycle.rulebook.feedback == Feedback.SCORES_AND_COMMENTS
    comments = promised and request.user.has_perm("judging.release", cycle)
    sight.seal(decision.entry for decision in decisions)
    return [
        {
            "category": category,
            "own": category.pk in aside.own,
            "partial": category.pk in aside.categories,
            "ranking": rankings.get(category.pk),
            "aside": aside_lines(
                sight.conflicts(
                    one for one in conflicts if one.category_id == category.pk and one.state in STANDING_CONFLICTS
                )
            ),
            "minutes": minutes.get(category.pk),
            "said": sight.words(minutes[category.pk].text) if category.pk in minutes else "",
            "decisions": [
                {
                    "decision": decision,
                    "why": sight.words(decision.justification),
                    "may_confirm": _waits_for(request, decision),
                }
                for decision in decisions
                if decision.category_id == category.pk
            ],
            "full": _is_full(category, every),
            "comments": comments,
        }
        for category in categories
    ]


def _rankings(
    computed: list[Result], most: int | None, sight: Sight, conflicts: list[ListedConflict], *, kept: bool
) -> dict[int, Ranking]:
    """The rankings by category, of what was computed once; only what a page shows is read beside it. Where what was ``kept``
    of a result is missing, or an entry of it has gone since, the whole is read.
    """
    aside = [(one.reference, one.judge_id) for one in conflicts if one.state in STANDING_CONFLICTS]
    outlines = [Outline(**result.outline) for result in computed if kept and result.outline is not None]
    entries = _shown(outlines, sight)
    if len(outlines) < len(computed) or any(outline.references - entries.keys() for outline in outlines):
        outlines, entries = _of_the_whole(computed, most, sight)
    judges = names_of({int(judge["judge"]) for outline in outlines for judge in outline.judges})
    return {
        result.category_id: ranking_of(
            result,
            outline,
            entries,
            judges,
            partial=result.category_id in sight.aside.categories,
            overtaken=outline.counts_any_of(aside),
        )
        for result, outline in zip(computed, outlines, strict=True)
    }


def _of_the_whole(computed: list[Result], most: int | None, sight: Sight) -> tuple[list[Outline], dict[str, Nominated]]:
    """What is shown of the whole figures, and who that is about: one question where all are shown, else about those alone."""
    judged = judged_entries(sight.cycle)
    everybody = nominated(judged, sealed=sight.hidden) if most is None else None
    known = judged.order_by().values_list("reference", flat=True) if everybody is None else everybody
    standing = set(known) - sight.aside.references
    outlines = [outline_of(result.figures, standing, most) for result in computed]
    return outlines, _shown(outlines, sight) if everybody is None else everybody


def _shown(outlines: list[Outline], sight: Sight) -> dict[str, Nominated]:
    """Who the entries are about, without those that are not judged any more."""
    references = {reference for outline in outlines for reference in outline.references}
    return nominated(judged_entries(sight.cycle).filter(reference__in=references), sealed=sight.hidden)


def _waits_for(request: HttpRequest, decision: Decision) -> bool:
    """Whether this person could confirm one of the decisions that they are shown; the service checks the right again."""
    return decision.state == DecisionState.PROPOSED and decision.proposed_by_id != request.user.pk


def _open_places(cycle: Cycle, category: Category) -> dict[int, str]:
    taken = {decision.place for decision in decisions_of(cycle) if decision.category_id == category.pk}
    winners, commended = category.places, category.commended
    return {
        place: _("Place %(n)d") % {"n": place} if place <= winners else _("Highly commended (%(n)d)") % {"n": place}
        for place in range(1, winners + commended + 1)
        if place not in taken
    }


def _is_full(category: Category, decisions: list[Decision]) -> bool:
    taken = sum(decision.category_id == category.pk for decision in decisions)
    return taken >= category.places + category.commended


def _by_the_ranking(cycle: Cycle, category: Category, places: dict[int, str]) -> dict[str, Any]:
    """The first open place and who has it by the ranking, as the form's first suggestion."""
    result = newest_results(cycle, cycle.rulebook.method if cycle.rulebook else "").get(category.pk)
    place = next(iter(places), None)
    if result is None or place is None or not comparable_by_ruling(result):
        return {}
    by_rank = {standing.rank: standing.entry for standing in ruling_standings(result) if not standing.tied}
    return {"place": place, "entry": by_rank.get(place)}
