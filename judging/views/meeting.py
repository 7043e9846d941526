"""The panel's meeting: its agenda, what lies on the table, motions, the shared screen and the minutes on paper."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import person_of
from judging.enums import Choice, MotionState
from judging.meeting_forms import MotionForm, TalkingPointForm, VoteForm
from judging.models import Decision, Deliberation, Minutes, Motion, TalkingPoint
from judging.queries.agenda import agenda_of
from judging.queries.aside import Aside, aside_of
from judging.queries.decisions import decisions_of
from judging.queries.entries import judged_entries
from judging.queries.motions import Voted, meeting_of, motions_of, voters_on
from judging.queries.sheets import sheet_to_open
from judging.queries.sight import judges_sight
from judging.services.deliberating import put_on_the_table
from judging.services.minuting import print_minutes
from judging.services.motions import cast_vote, close_motion, propose_motion, withdraw_motion
from judging.services.talking_points import bring_to_the_meeting, take_off_the_agenda
from judging.views.cycles import overseen_cycle, page_of, sight_of
from judging.views.panel import own_seat
from judging.views.sheets import own_sheet
from nominations.models import Entry
from programmes.enums import Stage
from programmes.models import Cycle


@login_required
@require_GET
def agenda(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What the panel has to talk about, who is there, and what is voted on."""
    cycle = overseen_cycle(request, slug, name, "judging.view_results")
    sight = sight_of(request, cycle)
    aside = sight.aside
    context = page_of(
        request,
        cycle,
        "results",
        agendas=agenda_of(cycle, without=aside, words=sight.words),
        meeting=meeting_of(cycle),
        motions=_heard(motions_of(cycle, words=sight.words), aside),
        aside=aside,
        deliberating=cycle.stage == Stage.DELIBERATING,
        named=not sight.hidden,
        leads=request.user.has_perm("judging.deliberate", cycle),
    )
    return render(request, "judging/agenda.html", context)


@login_required
@require_POST
def table(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Put an entry on the table, or clear it."""
    cycle = overseen_cycle(request, slug, name, "judging.deliberate")
    reference = request.POST.get("entry", "")
    entry = get_object_or_404(judged_entries(cycle), reference=reference) if reference else None
    put_on_the_table(cycle=cycle, entry=entry, actor=person_of(request))
    return redirect("judging:agenda", slug=slug, name=name)


@login_required
@require_GET
def live(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The shared screen: it asks for its own news every few seconds. No judge is named beside a score."""
    cycle = overseen_cycle(request, slug, name, "judging.view_results")
    template = "judging/partials/live_now.html" if request.headers.get("HX-Request") else "judging/live.html"
    return render(
        request, template, {"cycle": cycle, "here": "manage", **_shown(cycle, sight_of(request, cycle).aside)}
    )


@login_required
def motion(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Propose a motion."""
    cycle = overseen_cycle(request, slug, name, "judging.deliberate")
    form = _motion_form(request, cycle)
    if request.method == "POST" and form.is_valid():
        propose_motion(cycle=cycle, actor=person_of(request), **form.cleaned_data)
        messages.success(request, _("The motion is open to votes."))
        return redirect("judging:agenda", slug=slug, name=name)
    return render(request, "judging/motion.html", page_of(request, cycle, "results", form=form))


@login_required
def votes(request: HttpRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """Raised hands, written down by the chair; the button that closes the vote, and the one that withdraws it."""
    cycle = overseen_cycle(request, slug, name, "judging.deliberate")
    found = get_object_or_404(_open_to(_motions(cycle), sight_of(request, cycle).aside), pk=pk)
    if request.method == "POST":
        return _led(request, found)
    found.text = sight_of(request, cycle).words(found.text)
    own = {vote.voter_id: vote.choice for vote in found.votes.all()}
    context = page_of(
        request,
        cycle,
        "results",
        motion=found,
        voters=[(voter, own.get(voter.pk, "")) for voter in voters_on(found)],
        choices=Choice.choices,
        chairs=request.user.has_perm("judging.chair", cycle),
        open=found.state == MotionState.OPEN and cycle.stage == Stage.DELIBERATING,
    )
    return render(request, "judging/votes.html", context)


@login_required
def own_meeting(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The meeting as one of the panel sees it on their own device: what is on the table, and their own votes."""
    cycle = own_seat(request, slug, name).panel.cycle
    if not cycle.has_reached(Stage.DELIBERATING):
        return redirect("judging:panel")
    person = person_of(request)
    aside = aside_of(person, cycle)
    if request.method == "POST":
        form = VoteForm(request.POST)
        asked = get_object_or_404(_open_to(_motions(cycle), aside), pk=_number(request.POST.get("motion")))
        if form.is_valid():
            cast_vote(motion=asked, voter=person, choice=form.cleaned_data["choice"], actor=person)
            messages.success(request, _("Your vote is counted. You can change it until the vote is closed."))
        return redirect("judging:own_meeting", slug=slug, name=name)
    meeting = meeting_of(cycle)
    context = {
        "cycle": cycle,
        "meeting": meeting,
        "present": meeting is not None and person in meeting.attended.all(),
        "motions": _heard(motions_of(cycle, person, words=judges_sight(cycle).words), aside),
        "aside": aside,
        "discussing": _discussed(meeting, aside),
        "choices": Choice.choices,
        "deliberating": cycle.stage == Stage.DELIBERATING,
        "here": "judge",
    }
    return render(request, "judging/own_meeting.html", context)


@login_required
def flag(request: HttpRequest, sheet: int) -> HttpResponse:
    """A judge brings an entry to the meeting, or takes that back."""
    found = own_sheet(request, sheet_to_open, sheet)
    known = TalkingPoint.objects.filter(seat=found.seat, entry=found.entry).first()
    form = TalkingPointForm(request.POST or None, initial={"why": known.why if known else ""})
    if request.method == "POST" and "unflag" in request.POST:
        take_off_the_agenda(sheet=found, actor=person_of(request))
        messages.success(request, _("It is off the agenda again, unless something else puts it there."))
        return redirect("judging:sheet", sheet=found.pk)
    if request.method == "POST" and form.is_valid():
        bring_to_the_meeting(sheet=found, why=form.cleaned_data["why"], actor=person_of(request))
        messages.success(request, _("It stands on the agenda, without your name."))
        return redirect("judging:sheet", sheet=found.pk)
    return render(request, "judging/flag.html", {"sheet": found, "form": form, "known": known, "here": "judge"})


@login_required
@require_POST
def minutes_pdf(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The minutes on paper; POST, because it is recorded."""
    cycle = overseen_cycle(request, slug, name, "judging.view_results")
    file_name, content = print_minutes(cycle=cycle, actor=person_of(request), sight=sight_of(request, cycle))
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _led(request: HttpRequest, found: Motion) -> HttpResponse:
    """What the chair or a manager asked for on the page of a motion."""
    cycle, person = found.deliberation.cycle, person_of(request)
    if "close" in request.POST:
        closed = close_motion(motion=found, actor=person)
        messages.success(request, _("The vote is closed: %(state)s.") % {"state": closed.get_state_display().lower()})
    elif "withdraw" in request.POST:
        withdraw_motion(motion=found, actor=person)
        messages.success(request, _("The motion is withdrawn; it stays on record."))
    else:
        for voter in voters_on(found):
            choice = request.POST.get(f"vote-{voter.pk}", "")
            if choice and choice != request.POST.get(f"was-{voter.pk}"):  # what the page showed is no raised hand
                cast_vote(motion=found, voter=voter, choice=choice, actor=person)
        messages.success(request, _("The raised hands are written down."))
        return redirect("judging:votes", slug=cycle.programme.slug, name=cycle.name, pk=found.pk)
    return redirect("judging:agenda", slug=cycle.programme.slug, name=cycle.name)


def _shown(cycle: Cycle, aside: Aside) -> dict[str, Any]:
    """Everything on the shared screen but what is kept from who opens it; entries are named only where the rules let judges
    see names.
    """
    meeting = meeting_of(cycle)
    sight = judges_sight(cycle)
    agendas = agenda_of(cycle, without=aside, words=sight.words)
    points = {point.entry.pk: point for one in agendas for point in one.points}
    written = Minutes.objects.filter(deliberation__cycle=cycle).select_related("category")
    return {
        "meeting": meeting,
        "point": points.get(meeting.discussing_id) if meeting and meeting.discussing_id else None,
        "agendas": agendas,
        "discussing": _discussed(meeting, aside),
        "motions": _heard(motions_of(cycle, words=sight.words), aside),
        "minutes": [
            (one.category, sight.words(one.text))
            for one in written.order_by("category__position", "category")
            if one.category_id not in aside.own
        ],
        "decisions": _heard_of(decisions_of(cycle), aside),
        "aside": aside,
        "named": not sight.hidden,
    }


def _motions(cycle: Cycle) -> Any:
    motions = Motion.objects.filter(deliberation__cycle=cycle).prefetch_related("votes")
    return motions.select_related("deliberation__cycle__programme", "entry", "category", "proposer")


def _motion_form(request: HttpRequest, cycle: Cycle) -> MotionForm:
    aside = sight_of(request, cycle).aside
    entries = judged_entries(cycle).exclude(pk__in=aside.entries).exclude(category__in=aside.own).order_by("reference")
    return MotionForm(request.POST or None, entries=entries)


def _discussed(meeting: Deliberation | None, aside: Aside) -> Entry | None:
    found = meeting.discussing if meeting is not None else None
    return None if found is None or aside.covers(found.pk, found.category_id) else found


def _heard(motions: list[Voted], aside: Aside) -> list[Voted]:
    """The motions but those about what is kept from the reader."""
    return [one for one in motions if not aside.covers(one.motion.entry_id, one.motion.category_id)]


def _heard_of(decisions: Iterable[Decision], aside: Aside) -> list[Decision]:
    return [one for one in decisions if not aside.covers(one.entry_id, one.category_id)]


def _open_to(motions: Any, aside: Aside) -> Any:
    return motions.exclude(entry__in=aside.entries).exclude(category__in=aside.own)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 12 else 0
